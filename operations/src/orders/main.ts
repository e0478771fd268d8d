import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { withStage } from "../access/with-stage.ts";
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
    const { text, exitCode } = await withStage(options, root, (connection) =>
      runOrders(options, connection),
    );
    // JSON is for programs: stack frames in it stay as they were.
    console.log(options.json ? text : mapFrames(text));
    return exitCode;
  },
});
