import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { openStage } from "../access/open-stage.ts";
import { ordersHelp, ordersOptions, readOrdersOptions } from "./orders-options.ts";
import { runOrders } from "./run-orders.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const mapFrames = createMapFrames(root);

await runCommand({
  name: "orders",
  help: ordersHelp,
  options: ordersOptions,
  words: true,
  async run(given) {
    const options = readOrdersOptions(given);
    const connection = await openStage(options, root);
    try {
      const { text, exitCode } = await runOrders(options, connection);
      // JSON is for programs: stack frames in it stay as they were.
      console.log(options.json ? text : mapFrames(text));
      return exitCode;
    } finally {
      connection.close();
    }
  },
});
