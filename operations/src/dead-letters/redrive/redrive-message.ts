import type { Access } from "../access/access.ts";
import type { Audit } from "../audit/audit.ts";
import { auditId } from "../audit/audit-id.ts";
import { contractOf } from "../contracts/contract-of.ts";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import type { SourceReader } from "../messages/source-reader.ts";
import { joinHidden } from "../redaction/hidden-values.ts";
import { hideValues } from "../redaction/hide-values.ts";
import { redactBody } from "../redaction/redact-body.ts";
import { redactText } from "../redaction/redact-payload.ts";
import { type Decision, type DecisionContext, decideRedrive } from "./decide-redrive.ts";
import { MessageRejectedError } from "./message-rejected-error.ts";
import { type Sent, sendMessage } from "./send-message.ts";

/** The result of a redrive for one message; of a dry run, the expected result. */
export type Outcome = {
  readonly message: DeadLetterMessage;
  readonly result:
    | {
        readonly kind: "would-send" | "sent";
        readonly upcast?: string;
        /** A killed run may have sent the message before. */
        readonly isUncertain: boolean;
      }
    /** A killed run had sent the message: it is only deleted. */
    | { readonly kind: "would-delete" | "deleted" }
    | { readonly kind: "refused"; readonly reason: string; readonly why: string }
    /** `isUncertain`: the message may have been sent all the same. */
    | { readonly kind: "failed"; readonly why: string; readonly isUncertain: boolean };
};

export type RedriveContext = DecisionContext & {
  readonly access: Access;
  readonly audit: Audit;
  /** False: a dry run. */
  readonly applies: boolean;
  /** Waits until the rate limit allows the next send. */
  untilNextSend(): Promise<void>;
  /** The new ids of what this run sent: when such a message fails again, this run does not redrive it. */
  readonly sentIds: Set<string>;
  /** In the stage's time. This run does not redrive messages that were sent later. */
  readonly startedMs: number;
};

/** Redrives one message. Undefined when this run sent it, it is newer than this run, or it is in flight elsewhere. */
export async function redriveMessage(
  message: DeadLetterMessage,
  reader: SourceReader,
  context: RedriveContext,
): Promise<Outcome | undefined> {
  if (isOfThisRun(message, context)) return undefined;
  const decision = await decideRedrive(message, context);
  if (decision.kind === "refuse") {
    const { reason, why } = decision;
    return { message, result: { kind: "refused", reason, why } };
  }
  if (!context.applies) return { message, result: expectedResult(decision) };
  const { target } = message;
  const secondsNeeded =
    target.kind === "stream-consumer" ? target.batch.functionTimeoutMs / 1_000 + 30 : 0;
  if (!(await reader.hold(message, secondsNeeded))) return undefined;
  if (decision.kind === "delete") {
    if (await reader.delete(message)) append(message, context, { step: "done" });
    return { message, result: { kind: "deleted" } };
  }
  await context.untilNextSend();
  return await send(message, decision, reader, context);
}

/** Sends before it deletes. When a run is killed in between, the message is in both places, and the audit says so. */
async function send(
  message: DeadLetterMessage,
  decision: Extract<Decision, { kind: "send" }>,
  reader: SourceReader,
  context: RedriveContext,
): Promise<Outcome> {
  const { upcast, isUncertain } = decision;
  append(message, context, { step: "sending", ...(upcast ? { upcast } : {}) });
  let sent: Sent;
  try {
    sent = await sendMessage(message, decision, context.access);
  } catch (error) {
    const { name, message: thrown } = error as Error;
    // The audit holds nothing of a body, and an error may quote it.
    const text = hideValues(thrown, hiddenIn(message, decision, context));
    const isCertain = hadNoEffect(error);
    if (isCertain) append(message, context, { step: "failed", error: `${name}: ${text}` });
    const why = error instanceof MessageRejectedError ? text : `${name}: ${text}`;
    return { message, result: { kind: "failed", why, isUncertain: !isCertain } };
  }
  context.sentIds.add(sent.as);
  append(message, context, { step: "sent", as: sent.as });
  if (await reader.delete(message)) append(message, context, { step: "done" });
  return { message, result: { kind: "sent", isUncertain, ...(upcast ? { upcast } : {}) } };
}

function hiddenIn(
  message: DeadLetterMessage,
  { texts }: Extract<Decision, { kind: "send" }>,
  { contracts }: RedriveContext,
) {
  const contract = contractOf(message, contracts);
  const sent = texts.map((text) => redactText(text, contract));
  return joinHidden([redactBody(message, contract), ...sent].map(({ hidden }) => hidden));
}

function isOfThisRun(message: DeadLetterMessage, { sentIds, startedMs }: RedriveContext): boolean {
  const { target, id, firstMs } = message;
  if (sentIds.has(id)) return true;
  if (target.kind === "function" && sentIds.has(target.requestId ?? "")) return true;
  return target.kind !== "state-machine" && firstMs > startedMs;
}

function expectedResult(decision: Exclude<Decision, { kind: "refuse" }>): Outcome["result"] {
  if (decision.kind === "delete") return { kind: "would-delete" };
  const { upcast, isUncertain } = decision;
  return { kind: "would-send", isUncertain, ...(upcast ? { upcast } : {}) };
}

/** A request that AWS refused (4xx) had no effect. After a 5xx, or without an answer, it may have had one. */
function hadNoEffect(error: unknown): boolean {
  if (error instanceof MessageRejectedError) return true;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500;
}

function append(
  message: DeadLetterMessage,
  { audit }: RedriveContext,
  fields: Pick<Parameters<Audit["append"]>[0], "step" | "as" | "upcast" | "error">,
) {
  const { target, failure, source, consumer } = message;
  audit.append({
    command: "redrive",
    source,
    id: auditId(message),
    ...(consumer === undefined ? {} : { consumer }),
    ...("arn" in target ? { to: target.arn } : {}),
    ...(failure.traceId === undefined ? {} : { traceId: failure.traceId }),
    ...fields,
  });
}
