import { type CauseContext, withCauses } from "../causes/with-causes.ts";
import type { DeadLetter, WayBack } from "./dead-letter.ts";
import { type Filter, isMeant } from "./filter.ts";
import type { OpenPlace } from "./open-place.ts";
import type { FoundRecords } from "./stream-records.ts";
import { textOfRecord } from "./text-of-record.ts";

/** What looking through a place takes. */
export type LookContext = {
  readonly filter: Filter;
  /** Logs are looked into where a letter does not say itself why it is there; absent: they are left alone. */
  readonly causes?: CauseContext;
  readRecords(way: StreamWay): Promise<FoundRecords>;
  /** Told of every page. */
  onLooked?(count: number): void;
};

export type StreamWay = Extract<WayBack, { to: "stream-consumer" }>;

/**
 * The letters of a place that are meant, some at a time. Batches of a stream come all at once, in the order in which they
 * stand there: what is done with a record may have to be done before later ones of its key.
 */
export async function* lookThrough(
  place: OpenPlace,
  context: LookContext,
): AsyncGenerator<readonly DeadLetter[]> {
  const streamed: DeadLetter[] = [];
  for (;;) {
    const looked = await place.next();
    if (looked.length === 0) break;
    context.onLooked?.(looked.length);
    const { true: batches = [], false: others = [] } = Object.groupBy(
      await meant(looked, context),
      ({ way }) => String(way.to === "stream-consumer"),
    );
    streamed.push(...batches);
    if (others.length > 0) yield others;
  }
  if (streamed.length > 0) yield streamed.toSorted(byPosition);
}

async function meant(
  letters: readonly DeadLetter[],
  { filter, causes, readRecords }: LookContext,
): Promise<readonly DeadLetter[]> {
  const { error, contains, ...first } = filter;
  const possible = letters.filter((letter) => isMeant(letter, first));
  const explained = causes ? await withCauses(possible, causes) : possible;
  const found: DeadLetter[] = [];
  for (const letter of explained) {
    if (error !== undefined && !isMeant(letter, { error })) continue;
    if (contains === undefined || (await holds(letter, contains, readRecords))) found.push(letter);
  }
  return found;
}

async function holds(
  { body, way }: DeadLetter,
  text: string,
  readRecords: LookContext["readRecords"],
): Promise<boolean> {
  if (body.includes(text)) return true;
  if (way.to !== "stream-consumer") return false;
  const { records } = await readRecords(way);
  return records.some((record) => textOfRecord(record).includes(text));
}

function byPosition(a: DeadLetter, b: DeadLetter): number {
  if (a.way.to !== "stream-consumer" || b.way.to !== "stream-consumer") return 0;
  const [one, other] = [a.way.batch, b.way.batch];
  if (one.shardId !== other.shardId) return one.shardId < other.shardId ? -1 : 1;
  const ahead = BigInt(one.startSequenceNumber) - BigInt(other.startSequenceNumber);
  return ahead < 0n ? -1 : Number(ahead > 0n);
}
