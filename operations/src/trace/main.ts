import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import { runCommand } from "@stagecraft/cli/run-command";
import { foldFrames } from "@stagecraft/local-stage/logs/fold-frames";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { nextLines, withNext } from "../access/next-lines.ts";
import { stageArguments } from "../access/open-stage.ts";
import { openSources } from "./open-sources.ts";
import type { OrderTrace } from "./order-trace.ts";
import { printWaterfall, type WaterfallOptions } from "./print-waterfall.ts";
import { readTrace } from "./read-trace.ts";
import { readTraceOptions, traceHelp, traceOptions } from "./trace-options.ts";
import { tracePage } from "./trace-page.ts";

/** Node prints colours to a terminal only, and none when NO_COLOR is set. https://nodejs.org/api/util.html#utilstyletextformat-text-options */
const paint: WaterfallOptions["paint"] = (colour, text) =>
  styleText(colour, text, { stream: process.stdout });

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "trace",
  help: traceHelp,
  options: traceOptions,
  words: true,
  async run(given, { log }) {
    const options = readTraceOptions(given);
    const { order, html, json, everySpan } = options;
    const next = `npm run orders -- ${order}${stageArguments(options)}`;
    const waterfallOf = (trace: OrderTrace) =>
      withNext([printWaterfall(trace, { everySpan, paint })], nextLines([next]));
    const sources = await openSources(order, options, root);
    try {
      const trace = await readTrace(order, sources);
      if (!trace) {
        log(`nothing is known of ${order} in ${sources.place}. ${next} says whether it exists.`);
        return 1;
      }
      const mapFrames = createMapFrames(root);
      if (html) {
        await writeFile(html, mapFrames(tracePage(trace)));
        console.log(`wrote ${html}`);
      } else {
        console.log(
          json ? JSON.stringify(trace, null, 2) : foldFrames(mapFrames(waterfallOf(trace))),
        );
      }
      return 0;
    } finally {
      sources.close();
    }
  },
});
