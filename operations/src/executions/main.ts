import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { openStage } from "../access/open-stage.ts";
import { executionsHelp, executionsOptions, readExecutionsOptions } from "./executions-options.ts";
import { runExecutions } from "./run-executions.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "executions",
  help: executionsHelp,
  options: executionsOptions,
  words: true,
  async run(given) {
    const options = readExecutionsOptions(given);
    const connection = await openStage(options, root);
    try {
      const { text, exitCode } = await runExecutions(options, connection);
      console.log(text);
      return exitCode;
    } finally {
      connection.close();
    }
  },
});
