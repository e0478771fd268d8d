import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { createMapFrames } from "@stagecraft/local-stage/logs/map-frames";
import { openSources } from "./open-sources.ts";
import { printWaterfall } from "./print-waterfall.ts";
import { readTrace } from "./read-trace.ts";
import { readTraceOptions, traceHelp, traceOptions } from "./trace-options.ts";
import { tracePage } from "./trace-page.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "trace",
  help: traceHelp,
  options: traceOptions,
  words: true,
  async run(given, { log }) {
    const options = readTraceOptions(given);
    const { order, html, json, everySpan } = options;
    const sources = await openSources(order, options, root);
    try {
      const trace = await readTrace(order, sources);
      if (!trace) {
        log(
          `nothing is known of ${order} in ${sources.place}. npm run orders -- ${order} says whether it exists.`,
        );
        return 1;
      }
      const mapFrames = createMapFrames(root);
      if (html) {
        await writeFile(html, mapFrames(tracePage(trace)));
        console.log(`wrote ${html}`);
      } else {
        console.log(
          json ? JSON.stringify(trace, null, 2) : mapFrames(printWaterfall(trace, everySpan)),
        );
      }
      return 0;
    } finally {
      sources.close();
    }
  },
});
