/** `stale`: there is no evidence of this Plan. `not judged`: nothing judges it yet. Only green is good. */
export type Status = "green" | "not judged" | "stale" | "red";

/** What one gate, command or record says. */
export type ReviewCheck = {
  /** `gate iam` */
  readonly name: string;
  readonly status: Status;
  /** What it found, in a few words. */
  readonly figure: string;
  /** When its evidence was recorded, in UTC. Absent: it was judged now, from the Plan alone. */
  readonly evidenceAt?: string;
  /** The command that shows it again. */
  readonly command?: string;
};

/** A line of the review: an exit condition, or an item of the final checklist. */
export type ReviewLine = {
  readonly title: string;
  readonly condition: string;
  readonly status: Status;
  readonly checks: readonly ReviewCheck[];
};

const fromBestToWorst: readonly Status[] = ["green", "not judged", "stale", "red"];

/** The worst of several. Nothing is not judged. */
export function worstStatus(statuses: readonly Status[]): Status {
  return fromBestToWorst.findLast((each) => statuses.includes(each)) ?? "not judged";
}
