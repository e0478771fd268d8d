import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { errorText } from "@stagecraft/cli/error-text";
import { operatorVariables } from "./operator-variables.ts";

/** Runs the system's own command for customers' data: against a deployed stage as it is, against the local one as its operator. */
const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const command = `${root}/services/customer-data/src/operator/main.ts`;

try {
  // What is wrong, and --help, is for the command itself to say.
  const { values } = parseArgs({
    strict: false,
    options: { stage: { type: "string" }, state: { type: "string" }, help: { type: "boolean" } },
  });
  const { stage = "local", state = `${root}/.stagecraft/local`, help = false } = values;
  const isLocal = stage === "local" && !help;
  const variables = isLocal ? operatorVariables(resolve(String(state))) : {};
  process.exitCode = await run(withoutState(process.argv.slice(2)), variables);
} catch (error) {
  const text = errorText(error);
  console.error(text === undefined ? error : `customer: ${text}`);
  process.exitCode = 2;
}

/** A deployed stage has no state here. */
function withoutState(args: readonly string[]) {
  return args.filter((arg, index) => !/^--state(=|$)/.test(arg) && args[index - 1] !== "--state");
}

function run(args: readonly string[], variables: Readonly<Record<string, string>>) {
  return new Promise<number>((ended, failed) => {
    // biome-ignore lint/style/noProcessEnv: the command has what this has, credentials for a deployed stage included
    const env = { ...process.env, ...variables };
    spawn(process.execPath, [command, ...args], { stdio: "inherit", env })
      .once("error", failed)
      .once("close", (exitCode) => ended(exitCode ?? 2));
  });
}
