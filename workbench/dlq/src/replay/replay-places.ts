import { auditId } from "../audit/audit-id.ts";
import type { Filter } from "../letters/filter.ts";
import { lookThrough } from "../letters/look-through.ts";
import type { OpenPlace } from "../letters/open-place.ts";
import type { Place } from "../places/place.ts";
import type { Session } from "../session.ts";
import { createPace } from "./pace.ts";
import { type Outcome, type ReplayContext, replayLetter } from "./replay-letter.ts";

export type ReplayOptions = {
  readonly filter: Filter;
  /** False: only says what it would do. */
  readonly applies: boolean;
  /** Sends a second, over all places. */
  readonly ratePerSecond: number;
  /** Letters that are dealt with. */
  readonly max: number;
  readonly unchecked: boolean;
  readonly restart: boolean;
  /** Ends the run after the letter that it is at. */
  readonly signal?: AbortSignal;
  onLooked?(place: string, count: number): void;
  onOutcome?(outcome: Outcome): void;
};

/** What a replay came to. */
export type ReplayReport = {
  readonly outcomes: readonly Outcome[];
  /** By place, about how many letters others held meanwhile: a run that was killed holds its own for a minute. */
  readonly heldByOthers: { readonly [place: string]: number };
  readonly wasInterrupted: boolean;
};

/** A letter is sent within the second in which its time is told. */
const resolutionMs = 1_000;

/** Sends dead letters back to where they came from, from all places at once; `docs/dead-letters.md` says what is guaranteed. */
export async function replayPlaces(
  session: Session,
  options: ReplayOptions,
): Promise<ReplayReport> {
  const { access, audit, contracts, readRecords } = session;
  const outcomes: Outcome[] = [];
  const heldByOthers: { [place: string]: number } = {};
  const context: ReplayContext = {
    access,
    audit,
    contracts,
    readRecords,
    applies: options.applies,
    unchecked: options.unchecked,
    restart: options.restart,
    last: (letter) => audit.last("replay", letter.place, auditId(letter)),
    pace: createPace(options.ratePerSecond),
    own: new Set(),
    startedMs: access.nowMs() + resolutionMs,
  };
  /** Letters that are or were dealt with: places do not wait for each other. */
  let begun = 0;
  const isOver = () => begun >= options.max || options.signal?.aborted === true;

  await session.inPlaces(options.filter, async (place, opened) => {
    await replayPlace(place, opened);
    heldByOthers[place.name] = await opened.heldByOthers();
  });
  return { outcomes, heldByOthers, wasInterrupted: options.signal?.aborted === true };

  async function replayPlace(place: Place, opened: OpenPlace): Promise<void> {
    /** Groups of a FIFO queue in which one stays: the others wait behind it. */
    const blocked = new Map<string, string>();
    const pages = lookThrough(opened, {
      filter: options.filter,
      readRecords,
      ...(options.filter.error === undefined ? {} : { causes: session.causes }),
      onLooked: (count) => options.onLooked?.(place.name, count),
    });
    for await (const page of pages) {
      for (const letter of page) {
        if (isOver()) return;
        begun += 1;
        const groupId =
          letter.way.to === "queue" && letter.way.fifo ? letter.way.groupId : undefined;
        const ahead = groupId === undefined ? undefined : blocked.get(groupId);
        const outcome =
          ahead === undefined
            ? await replayLetter(letter, opened, context)
            : { letter, result: behind(ahead) };
        if (!outcome) {
          begun -= 1;
          continue;
        }
        const { kind } = outcome.result;
        if (groupId !== undefined && (kind === "refused" || kind === "failed")) {
          blocked.set(groupId, ahead ?? letter.id);
        }
        outcomes.push(outcome);
        options.onOutcome?.(outcome);
      }
    }
  }
}

function behind(id: string): Outcome["result"] {
  return { kind: "refused", because: "order", why: `${id} is before it in its group, and stays` };
}
