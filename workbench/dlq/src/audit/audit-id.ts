import type { DeadLetter } from "../letters/dead-letter.ts";

/** What a letter is known by in the audit: an execution that is redriven and fails again is another dead letter. */
export function auditId({ id, way }: DeadLetter): string {
  return way.to === "state-machine" && way.redriveCount > 0 ? `${id}/${way.redriveCount}` : id;
}
