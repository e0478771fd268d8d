import type { Check } from "./check.ts";

/** The number of checks by state, and the unknown ones. */
export function printSummary(
  stage: string,
  checks: readonly Check[],
  notMade: readonly string[],
): string {
  const count = (state: Check["state"]) => checks.filter((check) => check.state === state).length;
  const open = checks.filter(({ state }) => state === "unknown").map(({ name }) => name);
  return [
    `${stage}: ${count("ok")} ok, ${count("missing")} missing, ${open.length} unknown`,
    ...(open.length > 0 ? [`what is unknown may be missing: ${open.join(", ")}`] : []),
    ...(notMade.length > 0
      ? [`${stage} is never deployed, so that these were not checked: ${notMade.join(", ")}`]
      : []),
  ].join("; ");
}
