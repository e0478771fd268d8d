import type { Access } from "../access/access.ts";
import type { Audit } from "../audit/audit.ts";
import { auditId } from "../audit/audit-id.ts";
import type { DeadLetter } from "../letters/dead-letter.ts";
import type { OpenPlace } from "../letters/open-place.ts";
import { type Decision, type DecisionContext, decideReplay } from "./decide-replay.ts";
import { type Sent, sendLetter } from "./send-letter.ts";
import { SendRefusedError } from "./send-refused-error.ts";

/** What became of a dead letter, or would. */
export type Outcome = {
  readonly letter: DeadLetter;
  readonly result:
    | {
        readonly kind: "would-send" | "sent";
        readonly upcast?: string;
        readonly isInDoubt: boolean;
      }
    /** An earlier run had sent it. */
    | { readonly kind: "would-finish" | "finished" }
    | { readonly kind: "refused"; readonly because: string; readonly why: string }
    | { readonly kind: "failed"; readonly why: string; readonly isInDoubt: boolean };
};

export type ReplayContext = DecisionContext & {
  readonly access: Access;
  readonly audit: Audit;
  /** False: only says what it would do. */
  readonly applies: boolean;
  /** Waits for the next turn to send. */
  pace(): Promise<void>;
  /** Remembers what was sent, by what it is known by, so that it is not taken for a dead letter when it comes back. */
  readonly own: Set<string>;
  /** In the stage's time. What came later is another run's. */
  readonly startedMs: number;
};

/** Does with one letter what is to be done; nothing when it is this run's own, came meanwhile or is held by others. */
export async function replayLetter(
  letter: DeadLetter,
  place: OpenPlace,
  context: ReplayContext,
): Promise<Outcome | undefined> {
  if (isOfThisRun(letter, context)) return undefined;
  const decision = await decideReplay(letter, context);
  if (decision.kind === "refuse") {
    const { because, why } = decision;
    return { letter, result: { kind: "refused", because, why } };
  }
  if (!context.applies) return { letter, result: wouldBe(decision) };
  const secondsNeeded =
    letter.way.to === "stream-consumer" ? letter.way.batch.functionTimeoutMs / 1_000 + 30 : 0;
  if (!(await place.keep(letter, secondsNeeded))) return undefined;
  if (decision.kind === "finish") {
    if (await place.remove(letter)) note(letter, context, { step: "done" });
    return { letter, result: { kind: "finished" } };
  }
  await context.pace();
  return await send(letter, decision, place, context);
}

/** First there, then away from here: a run that is killed between the two leaves the letter in both places, and says so. */
async function send(
  letter: DeadLetter,
  decision: Extract<Decision, { kind: "send" }>,
  place: OpenPlace,
  context: ReplayContext,
): Promise<Outcome> {
  const { upcast, isInDoubt } = decision;
  note(letter, context, { step: "sending", ...(upcast ? { upcast } : {}) });
  let sent: Sent;
  try {
    sent = await sendLetter(letter, decision, context.access);
  } catch (error) {
    const { name, message } = error as Error;
    const isCertain = hadNoEffect(error);
    if (isCertain) note(letter, context, { step: "failed", error: `${name}: ${message}` });
    const why = name === "SendRefusedError" ? message : `${name}: ${message}`;
    return { letter, result: { kind: "failed", why, isInDoubt: !isCertain } };
  }
  context.own.add(sent.as);
  note(letter, context, { step: "sent", as: sent.as });
  if (await place.remove(letter)) note(letter, context, { step: "done" });
  return { letter, result: { kind: "sent", isInDoubt, ...(upcast ? { upcast } : {}) } };
}

function isOfThisRun(letter: DeadLetter, { own, startedMs }: ReplayContext): boolean {
  const { way, id, firstMs } = letter;
  if (own.has(id) || (way.to === "function" && own.has(way.requestId ?? ""))) return true;
  return way.to !== "state-machine" && firstMs > startedMs;
}

function wouldBe(decision: Exclude<Decision, { kind: "refuse" }>): Outcome["result"] {
  if (decision.kind === "finish") return { kind: "would-finish" };
  const { upcast, isInDoubt } = decision;
  return { kind: "would-send", isInDoubt, ...(upcast ? { upcast } : {}) };
}

/** A request that AWS refused did nothing; after an error of its own, or none at all, nobody knows. */
function hadNoEffect(error: unknown): boolean {
  if (error instanceof SendRefusedError) return true;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500;
}

function note(
  letter: DeadLetter,
  { audit }: ReplayContext,
  fields: Pick<Parameters<Audit["note"]>[0], "step" | "as" | "upcast" | "error">,
) {
  const { way, failure, place, consumer } = letter;
  audit.note({
    command: "replay",
    place,
    id: auditId(letter),
    ...(consumer === undefined ? {} : { consumer }),
    ...("arn" in way ? { to: way.arn } : {}),
    ...(failure.traceId === undefined ? {} : { traceId: failure.traceId }),
    ...fields,
  });
}
