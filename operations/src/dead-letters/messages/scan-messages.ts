import { type CauseContext, withCauses } from "../causes/with-causes.ts";
import type { Contract } from "../contracts/contract.ts";
import { redactMessage } from "../redaction/redact-message.ts";
import type { DeadLetterMessage, RedriveTarget } from "./dead-letter-message.ts";
import { type Filter, matchesFilter } from "./filter.ts";
import type { SourceReader } from "./source-reader.ts";
import type { FoundRecords } from "./stream-records.ts";
import { textOfRecord } from "./text-of-record.ts";

/** What a scan of a source needs. */
export type ScanContext = {
  readonly filter: Filter;
  /** Searches the logs when a message does not hold its cause; absent: the logs are not searched. */
  readonly causes?: CauseContext;
  /** `error` of the filter is the error as it is shown, without what it quotes of personal data. */
  readonly contracts: readonly Contract[];
  readRecords(target: StreamTarget): Promise<FoundRecords>;
  /** Called with the size of each page. */
  onScanned?(count: number): void;
};

export type StreamTarget = Extract<RedriveTarget, { kind: "stream-consumer" }>;

/**
 * Reads the messages of a source that match the filter, a page at a time. Batches of a stream come last, in one page and in the
 * order of the stream: a record may have to be processed before later records of its key.
 */
export async function* scanMessages(
  source: SourceReader,
  context: ScanContext,
): AsyncGenerator<readonly DeadLetterMessage[]> {
  const streamed: DeadLetterMessage[] = [];
  for (;;) {
    const read = await source.next();
    if (read.length === 0) break;
    context.onScanned?.(read.length);
    const { true: batches = [], false: others = [] } = Object.groupBy(
      await matching(read, context),
      ({ target }) => String(target.kind === "stream-consumer"),
    );
    streamed.push(...batches);
    if (others.length > 0) yield others;
  }
  if (streamed.length > 0) yield streamed.toSorted(byPosition);
}

async function matching(
  messages: readonly DeadLetterMessage[],
  { filter, causes, contracts, readRecords }: ScanContext,
): Promise<readonly DeadLetterMessage[]> {
  const { error, contains, ...first } = filter;
  const possible = messages.filter((message) => matchesFilter(message, first));
  const withCause = causes ? await withCauses(possible, causes) : possible;
  const found: DeadLetterMessage[] = [];
  for (const message of withCause) {
    if (error !== undefined && !isShownAs(message, error, contracts)) continue;
    if (contains === undefined || (await containsText(message, contains, readRecords)))
      found.push(message);
  }
  return found;
}

function isShownAs(
  message: DeadLetterMessage,
  error: string,
  contracts: readonly Contract[],
): boolean {
  return [message, redactMessage(message, contracts)].some((each) =>
    matchesFilter(each, { error }),
  );
}

async function containsText(
  { body, target }: DeadLetterMessage,
  text: string,
  readRecords: ScanContext["readRecords"],
): Promise<boolean> {
  if (body.includes(text)) return true;
  if (target.kind !== "stream-consumer") return false;
  const { records } = await readRecords(target);
  return records.some((record) => textOfRecord(record).includes(text));
}

function byPosition(a: DeadLetterMessage, b: DeadLetterMessage): number {
  if (a.target.kind !== "stream-consumer" || b.target.kind !== "stream-consumer") return 0;
  const [one, other] = [a.target.batch, b.target.batch];
  if (one.shardId !== other.shardId) return one.shardId < other.shardId ? -1 : 1;
  const ahead = BigInt(one.startSequenceNumber) - BigInt(other.startSequenceNumber);
  return ahead < 0n ? -1 : Number(ahead > 0n);
}
