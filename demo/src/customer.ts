import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { operatorVariables } from "./operator-variables.ts";
import { isForThePerson } from "./person-error.ts";

/** Runs the system's own command for customers' data: against a deployed stage as it is, against the local one as its operator. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const command = `${root}/services/customer-data/src/operator/main.ts`;

try {
  const { values, positionals } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: {
      stage: { type: "string", default: "local" },
      reason: { type: "string" },
      state: { type: "string", default: `${root}/.stagecraft/local` },
      yes: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  const { stage, reason, state, yes, help } = values;
  const args = [
    ...positionals,
    ...["--stage", stage],
    ...(reason === undefined ? [] : ["--reason", reason]),
    ...(yes ? ["--yes"] : []),
    ...(help ? ["--help"] : []),
  ];
  const isLocal = stage === "local" && !help;
  process.exitCode = await run(args, isLocal ? operatorVariables(resolve(state)) : {});
} catch (error) {
  console.error(isForThePerson(error) ? `customer: ${error.message}` : error);
  process.exitCode = 1;
}

function run(args: readonly string[], variables: Readonly<Record<string, string>>) {
  return new Promise<number>((ended, failed) => {
    // biome-ignore lint/style/noProcessEnv: the command has what this has, credentials for a deployed stage included
    const env = { ...process.env, ...variables };
    spawn(process.execPath, [command, ...args], { stdio: "inherit", env })
      .once("error", failed)
      .once("close", (exitCode) => ended(exitCode ?? 1));
  });
}
