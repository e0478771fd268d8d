import { auditId } from "../audit/audit-id.ts";
import type { Filter } from "../messages/filter.ts";
import { scanMessages } from "../messages/scan-messages.ts";
import type { SourceReader } from "../messages/source-reader.ts";
import type { Session } from "../session.ts";
import type { DeadLetterSource } from "../sources/dead-letter-source.ts";
import { createRateLimit } from "./rate-limit.ts";
import { type Outcome, type RedriveContext, redriveMessage } from "./redrive-message.ts";

export type RedriveOptions = {
  readonly filter: Filter;
  /** False: a dry run. */
  readonly applies: boolean;
  /** Over all sources. */
  readonly ratePerSecond: number;
  /** Messages to process. */
  readonly max: number;
  readonly unchecked: boolean;
  readonly restart: boolean;
  /** Ends the run after the current message. */
  readonly signal?: AbortSignal;
  onScanned?(source: string, count: number): void;
  onOutcome?(outcome: Outcome): void;
};

/** The result of a redrive. */
export type RedriveReport = {
  readonly outcomes: readonly Outcome[];
  /** By source, about how many messages were in flight elsewhere. Messages of a killed run stay in flight for a minute. */
  readonly inFlightElsewhere: { readonly [source: string]: number };
  readonly wasInterrupted: boolean;
};

/** The stage's time has a resolution of a second. */
const resolutionMs = 1_000;

/**
 * Sends dead-letter messages back to their consumers, from all sources at once. `docs/dead-letters.md` describes the
 * guarantees.
 */
export async function redriveMessages(
  session: Session,
  options: RedriveOptions,
): Promise<RedriveReport> {
  const { access, audit, contracts, readRecords } = session;
  const outcomes: Outcome[] = [];
  const inFlightElsewhere: { [source: string]: number } = {};
  const context: RedriveContext = {
    access,
    audit,
    contracts,
    readRecords,
    applies: options.applies,
    unchecked: options.unchecked,
    restart: options.restart,
    lastStep: (message) => audit.lastStep("redrive", message.source, auditId(message)),
    untilNextSend: createRateLimit(options.ratePerSecond),
    sentIds: new Set(),
    startedMs: access.nowMs() + resolutionMs,
  };
  /** Messages in progress or done, over all sources. */
  let started = 0;
  const isOver = () => started >= options.max || options.signal?.aborted === true;

  await session.forEachSource(options.filter, async (source, reader) => {
    await redriveSource(source, reader);
    inFlightElsewhere[source.name] = await reader.inFlightElsewhere();
  });
  return { outcomes, inFlightElsewhere, wasInterrupted: options.signal?.aborted === true };

  async function redriveSource(source: DeadLetterSource, reader: SourceReader): Promise<void> {
    /** Message groups of a FIFO queue with a message that was not sent, and that message's id: it blocks the later ones. */
    const blocked = new Map<string, string>();
    const pages = scanMessages(reader, {
      filter: options.filter,
      contracts,
      readRecords,
      ...(options.filter.error === undefined ? {} : { causes: session.causes }),
      onScanned: (count) => options.onScanned?.(source.name, count),
    });
    for await (const page of pages) {
      for (const message of page) {
        if (isOver()) return;
        started += 1;
        const groupId =
          message.target.kind === "queue" && message.target.fifo
            ? message.target.groupId
            : undefined;
        const ahead = groupId === undefined ? undefined : blocked.get(groupId);
        const outcome =
          ahead === undefined
            ? await redriveMessage(message, reader, context)
            : { message, result: blockedBy(ahead) };
        if (!outcome) {
          started -= 1;
          continue;
        }
        const { kind } = outcome.result;
        if (groupId !== undefined && (kind === "refused" || kind === "failed")) {
          blocked.set(groupId, ahead ?? message.id);
        }
        outcomes.push(outcome);
        options.onOutcome?.(outcome);
      }
    }
  }
}

function blockedBy(id: string): Outcome["result"] {
  return {
    kind: "refused",
    reason: "blocked",
    why: `${id} comes first in its message group and was not sent`,
  };
}
