import type { Counts } from "../counts/counts.ts";
import type { Part } from "../counts/parts-of.ts";

/** A smaller share of a function's bytes and functions is not recorded, so that the file of budgets can be reviewed. */
const smallestShare = 0.02;

/** The parts that a budget records. */
export function recordedParts(parts: readonly Part[], counts: Counts): readonly Part[] {
  return parts.filter(
    ({ bytes, functionsRun }) =>
      bytes >= counts.codeBytes * smallestShare ||
      functionsRun >= counts.functionsRun * smallestShare,
  );
}
