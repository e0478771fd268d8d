import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { untilAborted } from "@stagecraft/cli/until-aborted";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { openAccount } from "./account.ts";

/** The account id of AWS's examples. */
const accountId = "123456789012";

/**
 * Opens a simulated account until the signal is aborted, for deploys by hand: a shell that sources the file uses this account.
 */
export async function lendAccount(options: {
  readonly root: string;
  /** Variables for the shell, in addition to those of the CLI. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}): Promise<void> {
  const { root, variables, signal, log } = options;
  const folder = join(root, ".stagecraft", "deploy-check");
  const file = join(folder, "account.sh");
  await mkdir(folder, { recursive: true });
  await claim(file);
  const outputs = await backUpOutputs(root);
  try {
    // The user ends the commands in the shell.
    const account = await openAccount({ root, accountId, variables, signal });
    try {
      await writeFile(file, exportsOf(account.variables));
      log("an empty account is open. In another shell:");
      log(`  . ${file}`);
      log(
        "npx sst deploy, diff, remove and secret use only this account there. Ctrl-C closes the account.",
      );
      await untilAborted(signal);
    } finally {
      await account.close();
    }
  } finally {
    await outputs.restore();
    await rm(file, { force: true });
    log("the account is closed: leave the shell that uses it");
  }
}

/** Creates the file: only one account can be open. @throws VisibleError when another one is open */
async function claim(file: string): Promise<void> {
  try {
    await writeFile(file, "", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new VisibleError(
      `An account is already open here. Close it with Ctrl-C, or delete ${file} if it is no longer open.`,
    );
  }
}

/** The CLI overwrites the outputs file of the repository, which `npm run smoke` reads: it is restored afterwards. */
async function backUpOutputs(root: string): Promise<{ restore(): Promise<void> }> {
  const file = join(root, ".sst", "outputs.json");
  const before = await readFile(file).catch(() => undefined);
  return {
    async restore() {
      if (before) await writeFile(file, before);
      else await rm(file, { force: true });
    },
  };
}

/** The variables as shell exports. A quote in a value is escaped. */
function exportsOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}
