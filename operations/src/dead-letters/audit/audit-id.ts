import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";

/** The message's id in the audit. An execution that is redriven and fails again is a new dead-letter message. */
export function auditId({ id, target }: DeadLetterMessage): string {
  return target.kind === "state-machine" && target.redriveCount > 0
    ? `${id}/${target.redriveCount}`
    : id;
}
