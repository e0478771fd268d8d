import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { untilAborted } from "@stagecraft/cli/until-aborted";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { openAccount } from "./account.ts";

/** AWS's own example of an account. */
const accountId = "123456789012";

/**
 * Opens an account for a person, who tries deploys in it by hand, until the signal is aborted: a shell that reads the file has its
 * environment.
 */
export async function lendAccount(options: {
  readonly root: string;
  /** Set in the shell, beside what the CLI needs. */
  readonly variables: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}): Promise<void> {
  const { root, variables, signal, log } = options;
  const folder = join(root, ".stagecraft", "deploy-check");
  const file = join(folder, "account.sh");
  await mkdir(folder, { recursive: true });
  await claim(file);
  const outputs = await keepOutputs(root);
  try {
    // What the person calls is ended by the person.
    const account = await openAccount({ root, accountId, variables, signal });
    try {
      await writeFile(file, exportsOf(account.variables));
      log("an account is open in which nothing was deployed yet. In a shell of its own:");
      log(`  . ${file}`);
      log(
        "npx sst deploy, diff, remove and secret work there, and reach nothing else. Ctrl-C closes the account.",
      );
      await untilAborted(signal);
    } finally {
      await account.close();
    }
  } finally {
    await outputs.putBack();
    await rm(file, { force: true });
    log("the account is closed: leave the shell that has read it");
  }
}

/** One account at a time, for they would have one file. @throws VisibleError when another is open */
async function claim(file: string): Promise<void> {
  try {
    await writeFile(file, "", { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new VisibleError(
      `An account is lent from here already. Close it with Ctrl-C, or delete ${file} if nobody has it.`,
    );
  }
}

/** The CLI writes the outputs of a deploy into the tree, where `npm run smoke` would take made-up ones for a real stage's. */
async function keepOutputs(root: string): Promise<{ putBack(): Promise<void> }> {
  const file = join(root, ".sst", "outputs.json");
  const before = await readFile(file).catch(() => undefined);
  return {
    async putBack() {
      if (before) await writeFile(file, before);
      else await rm(file, { force: true });
    },
  };
}

/** Of a shell; a quote within a value ends the quoted text, stands by itself, and begins it again. */
function exportsOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}
