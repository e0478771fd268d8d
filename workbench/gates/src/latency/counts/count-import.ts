// The program of a process that imports one bundle and counts what that runs.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
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
const before = heap();
await import(pathToFileURL(bundle).href);
const { bytecode_and_metadata_size: bytecodeAfter } = getHeapCodeStatistics();
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
  bytecodeBytes: bytecodeAfter - before.bytecodeBytes,
  heapBytes: heap().usedBytes - before.usedBytes,
};
writeFileSync(resultFile, JSON.stringify(counts));
process.exit(0);

function heap() {
  session.post("HeapProfiler.collectGarbage");
  return {
    usedBytes: process.memoryUsage().heapUsed,
    bytecodeBytes: getHeapCodeStatistics().bytecode_and_metadata_size,
  };
}
