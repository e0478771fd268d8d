import { archive } from "../audit/archive.ts";
import { auditId } from "../audit/audit-id.ts";
import type { DeadLetter } from "../letters/dead-letter.ts";
import type { Filter } from "../letters/filter.ts";
import { lookThrough } from "../letters/look-through.ts";
import type { OpenPlace } from "../letters/open-place.ts";
import type { Session } from "../session.ts";

export type DiscardOptions = {
  readonly filter: Filter;
  /** False: only says what it would do. */
  readonly applies: boolean;
  readonly reason: string;
  readonly max: number;
  readonly signal?: AbortSignal;
  onLooked?(place: string, count: number): void;
};

/** Takes dead letters away for good and keeps them, whole, beside the audit. Gives those that it did, or would do, so. */
export async function discardPlaces(
  session: Session,
  options: DiscardOptions,
): Promise<readonly DeadLetter[]> {
  const discarded: DeadLetter[] = [];
  /** Letters that are or were dealt with: places do not wait for each other. */
  let begun = 0;
  await session.inPlaces(options.filter, async (place, opened) => {
    const pages = lookThrough(opened, {
      filter: options.filter,
      readRecords: session.readRecords,
      ...(options.filter.error === undefined ? {} : { causes: session.causes }),
      onLooked: (count) => options.onLooked?.(place.name, count),
    });
    for await (const page of pages) {
      for (const letter of page) {
        if (begun >= options.max || options.signal?.aborted) return;
        begun += 1;
        const isDone = !options.applies || (await discard(letter, opened, session, options.reason));
        if (isDone) discarded.push(letter);
        else begun -= 1;
      }
    }
  });
  return discarded;
}

/** Kept first, then taken away: a run that is killed between the two takes it away the next time. */
async function discard(
  letter: DeadLetter,
  place: OpenPlace,
  session: Session,
  reason: string,
): Promise<boolean> {
  const { access, audit, archiveDirectory } = session;
  if (!(await place.keep(letter))) return false;
  const id = auditId(letter);
  const fields = { command: "discard", place: letter.place, id, reason } as const;
  if (audit.last("discard", letter.place, id) !== "archived") {
    const records = await recordsOf(letter, session);
    archive(archiveDirectory, {
      at: new Date(access.nowMs()).toISOString(),
      by: access.caller,
      reason,
      letter,
      ...(records ? { records } : {}),
    });
    audit.note({ ...fields, step: "archived" });
  }
  if (!(await place.remove(letter))) return false;
  audit.note({ ...fields, step: "done" });
  return true;
}

async function recordsOf({ way }: DeadLetter, { readRecords }: Session) {
  if (way.to !== "stream-consumer") return undefined;
  const { records } = await readRecords(way);
  return records.map(({ PartitionKey: partitionKey = "", Data: data = new Uint8Array() }) => ({
    partitionKey,
    data: Buffer.from(data).toString("base64"),
  }));
}
