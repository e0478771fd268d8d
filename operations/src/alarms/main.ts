import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { openStage } from "../access/open-stage.ts";
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
    const connection = await openStage(options, root);
    try {
      const { text, exitCode } = await runAlarms(options, connection, root);
      console.log(text);
      return exitCode;
    } finally {
      connection.close();
    }
  },
});
