import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { errorText } from "@stagecraft/cli/error-text";
import { operatorVariables } from "./operator-variables.ts";

/** Runs the command of services/customer-data. For the local stage it adds the operator's credentials and the endpoint. */
const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const command = `${root}/services/customer-data/src/operator/main.ts`;

try {
  // The command itself reports wrong options and prints its help.
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

/** `--state` is an option of this file only; the command does not know it. */
function withoutState(args: readonly string[]) {
  return args.filter((arg, index) => !/^--state(=|$)/.test(arg) && args[index - 1] !== "--state");
}

function run(args: readonly string[], variables: Readonly<Record<string, string>>) {
  return new Promise<number>((resolve, reject) => {
    // biome-ignore lint/style/noProcessEnv: the command needs the whole environment, with the credentials for a deployed stage
    const env = { ...process.env, ...variables };
    spawn(process.execPath, [command, ...args], { stdio: "inherit", env })
      .once("error", reject)
      .once("close", (exitCode) => resolve(exitCode ?? 2));
  });
}
