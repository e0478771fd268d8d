import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { withStage } from "../access/with-stage.ts";
import { runStopIntake } from "./run-stop-intake.ts";
import { readStopIntakeOptions, stopIntakeHelp, stopIntakeOptions } from "./stop-intake-options.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "stop-intake",
  help: stopIntakeHelp,
  options: stopIntakeOptions,
  endsInOrder: true,
  async run(given, { log }) {
    const options = readStopIntakeOptions(given);
    const { text, exitCode } = await withStage(options, root, (connection) =>
      runStopIntake(connection, options, log),
    );
    console.log(text);
    return exitCode;
  },
});
