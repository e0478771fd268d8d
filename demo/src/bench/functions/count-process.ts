import { Session } from "node:inspector";
import { pathToFileURL } from "node:url";
import { getHeapCodeStatistics } from "node:v8";
import type { ImportCounts } from "./count-functions.ts";

const [, , bundle = ""] = process.argv;
const { href } = pathToFileURL(bundle);
const session = new Session();
session.connect();
session.post("Profiler.enable");
// Precise coverage keeps V8 from throwing bytecode away: https://v8.dev/blog/javascript-code-coverage
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
const before = getHeapCodeStatistics().bytecode_and_metadata_size;
await import(href);
const bytecodeBytes = getHeapCodeStatistics().bytecode_and_metadata_size - before;
session.post("Profiler.takePreciseCoverage", (error, coverage) => {
  if (error) throw error;
  const own = coverage.result.filter(({ url }) => url === href);
  const counts: ImportCounts = {
    functions: own.flatMap(({ functions }) => functions).filter(ran).length,
    bytecodeBytes,
  };
  process.send?.(counts, () => process.exit());
});

function ran({ ranges: [whole] }: { readonly ranges: readonly { readonly count: number }[] }) {
  return (whole?.count ?? 0) > 0;
}
