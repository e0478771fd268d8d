/** Whether a workload fits functions. Unknown: there is no evidence. */
export type Verdict = "yes" | "partial" | "no" | "unknown";

const fromBestToWorst: readonly Verdict[] = ["yes", "unknown", "partial", "no"];

/** The verdict of several checks together: the worst of them. Nothing checked is unknown. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return fromBestToWorst.findLast((each) => verdicts.includes(each)) ?? "unknown";
}
