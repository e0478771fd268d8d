/**
 * How far a dead-letter message was processed. `sending`: about to be sent. `sent`: sent, still in its source. `archived`:
 * copied to `discarded.jsonl`, still in its source. `done`: deleted from its source. `failed`: rejected, and still in its
 * source. `shown`: printed with its personal data.
 */
export type Step = "sending" | "sent" | "failed" | "archived" | "done" | "shown";

/** What was done to one dead-letter message. Never holds its body. */
export type AuditFields = {
  readonly command: "redrive" | "discard" | "show";
  readonly source: string;
  readonly id: string;
  readonly step: Step;
  readonly consumer?: string;
  /** The ARN that it was sent to. */
  readonly to?: string;
  /** Its new id there: of a message or an invocation, or the ARN of an execution. */
  readonly as?: string;
  readonly upcast?: string;
  /** The trace that the dead-letter message belonged to; the sent copy does not. */
  readonly traceId?: string;
  readonly reason?: string;
  readonly error?: string;
};

/** An entry of the audit: one line of JSON. */
export type AuditEntry = AuditFields & {
  readonly at: string;
  readonly run: string;
  readonly by: string;
  readonly person: string;
};
