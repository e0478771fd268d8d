import type { Check } from "../fit-check.ts";

/** Whether it relies on what an earlier invocation left in its process. */
export const state: Check = ({ state: kept }) => {
  const aspect = "state";
  if (kept === undefined) return undefined;
  if (kept.kind === "process") {
    const where = kept.places.length > 0 ? ` (${kept.places.join(", ")})` : "";
    return {
      aspect,
      verdict: "partial",
      short: "in process",
      reason: `It collects data in its process${where}. Another environment does not see it, and Lambda ends environments at any time.`,
      instead:
        "Keep it in DynamoDB, Postgres or ElastiCache, or show that it is a cache with a limit.",
    };
  }
  const caches =
    kept.caches.length > 0 ? ` Values that can be made again: ${kept.caches.join(", ")}.` : "";
  return { aspect, verdict: "yes", short: "none", reason: `It keeps none.${caches}` };
};
