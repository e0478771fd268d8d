import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { withStage } from "../access/with-stage.ts";
import { alarmsHelp, alarmsOptions, readAlarmsOptions } from "./alarms-options.ts";
import { runAlarms } from "./run-alarms.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "alarms",
  help: alarmsHelp,
  options: alarmsOptions,
  words: true,
  async run(given) {
    const options = readAlarmsOptions(given);
    const { text, exitCode } = await withStage(options, root, (connection) =>
      runAlarms(options, connection, root),
    );
    console.log(text);
    return exitCode;
  },
});
