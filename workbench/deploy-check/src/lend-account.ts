import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { untilAborted } from "@stagecraft/cli/until-aborted";
import { openAccount } from "./account.ts";

/** AWS's own example of an account. */
const accountId = "123456789012";

/**
 * Opens an account for a person, who tries deploys in it by hand, until the signal is aborted: a shell that reads the file has its
 * environment.
 */
export async function lendAccount(options: {
  readonly root: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}): Promise<void> {
  const { root, signal, say } = options;
  const folder = join(root, ".stagecraft", "deploy-check");
  const file = join(folder, "account.sh");
  // What the person calls is ended by the person.
  const account = await openAccount({ root, accountId, signal });
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, exportsOf(account.variables));
    say("an account is open in which nothing was deployed yet. In a shell of its own:");
    say(`  . ${file}`);
    say(
      "npx sst deploy, diff, remove and secret work there, and reach nothing else. Ctrl-C closes the account.",
    );
    await untilAborted(signal);
  } finally {
    await rm(file, { force: true });
    await account.close();
  }
}

/** Of a shell; a quote within a value ends the quoted text, stands by itself, and begins it again. */
function exportsOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join("");
}
