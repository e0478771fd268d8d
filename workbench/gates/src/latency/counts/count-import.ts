// The program of a process that imports one bundle and counts what that runs.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { getHeapCodeStatistics } from "node:v8";
import type { ImportCounts } from "./import-counts.ts";

const [bundle, resultFile] = process.argv.slice(2) as [string, string];
const session = new Session();
session.connect();
// A session of the own thread answers before `post` returns.
session.post("Profiler.enable");
session.post("HeapProfiler.enable");
// With precise coverage V8 neither drops bytecode nor inlines calls.
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const heapBefore = await settledHeapBytes();
// Sets the counts to zero.
session.post("Profiler.takePreciseCoverage");
const bytecodeBefore = bytecodeBytes();
await import(pathToFileURL(bundle).href);
const bytecodeAfter = bytecodeBytes();
let run: ImportCounts["run"] = {};
session.post("Profiler.takePreciseCoverage", (error, { result }) => {
  if (error) throw error;
  const scripts = result.filter(({ url }) => /^(?:file|node):/.test(url));
  run = Object.fromEntries(
    scripts.map(({ url, functions }) => [
      url,
      functions.flatMap(({ ranges: [range] }) => (range?.count ? [range.startOffset] : [])),
    ]),
  );
});
const counts: ImportCounts = {
  run,
  bytecodeBytes: bytecodeAfter - bytecodeBefore,
  heapBytes: (await settledHeapBytes()) - heapBefore,
};
writeFileSync(resultFile, JSON.stringify(counts));
process.exit(0);

function bytecodeBytes(): number {
  return getHeapCodeStatistics().bytecode_and_metadata_size;
}

/**
 * What stays on the heap. Node lets go of what it needed for an import in later turns of the event loop, and V8 of what its
 * threads compile when they have ended: so the smallest of several collections counts.
 */
async function settledHeapBytes(): Promise<number> {
  let smallest = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < 6; collection += 1) {
    await setTimeout(5);
    session.post("HeapProfiler.collectGarbage");
    smallest = Math.min(smallest, process.memoryUsage().heapUsed);
  }
  return smallest;
}
