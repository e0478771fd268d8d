import type { Finding } from "../../finding.ts";
import type { MemoryFacts } from "./memory-facts.ts";
import { memorySizesFile } from "./memory-sizes.ts";

const rule = "latency/missing-memory-size";

/** Functions whose memory nobody has measured, and that do not say why. Without the file, the program is one finding. */
export function missingMemorySize({ functions, sizes }: MemoryFacts): readonly Finding[] {
  if (!sizes) {
    return [
      {
        rule,
        severity: "error",
        resource: memorySizesFile,
        message: "The file does not exist, so that nothing says how much memory a function needs.",
        fix: "npm run tune -- --record",
      },
    ];
  }
  return functions
    .filter(({ logicalName }) => !sizes.functions[logicalName])
    .map(({ logicalName }) => ({
      rule,
      severity: "error",
      resource: logicalName,
      message: `${memorySizesFile} has no size for it, so that nobody knows whether its memory is enough or too much.`,
      fix: `npm run tune -- --record, or in ${memorySizesFile} "${logicalName}": { "notMeasured": "why" }`,
    }));
}
