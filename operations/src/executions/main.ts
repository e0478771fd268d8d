import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { withStage } from "../access/with-stage.ts";
import { executionsHelp, executionsOptions, readExecutionsOptions } from "./executions-options.ts";
import { runExecutions } from "./run-executions.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const mapFrames = createMapFrames(root);

await runCommand({
  name: "executions",
  help: executionsHelp,
  options: executionsOptions,
  words: true,
  async run(given) {
    const options = readExecutionsOptions(given);
    const { text, exitCode } = await withStage(options, root, (connection) =>
      runExecutions(options, connection),
    );
    // JSON is for programs: stack frames in it stay as they were.
    console.log(options.json ? text : mapFrames(text));
    return exitCode;
  },
});
