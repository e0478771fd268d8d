import type { Contract } from "../contracts/contract.ts";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import type { Filter } from "../messages/filter.ts";
import { scanMessages } from "../messages/scan-messages.ts";
import { redactMessage } from "../redaction/redact-message.ts";
import type { Session } from "../session.ts";

/** The messages of one source, counted. */
export type SourceSummary = {
  readonly source: string;
  /** Who handles its messages, from the contract. */
  readonly owner?: string;
  readonly count: number;
  /** The scan stopped at `max`: there may be more. */
  readonly isMore: boolean;
  /** About how many are in flight to other readers, and therefore not counted. */
  readonly inFlightElsewhere: number;
  /** When the oldest and the newest were first sent or started, ISO 8601. */
  readonly oldest?: string;
  readonly newest?: string;
  /** Most frequent first. */
  readonly byCause: readonly {
    readonly consumer?: string;
    readonly error: string;
    readonly count: number;
  }[];
};

export type ListOptions = {
  readonly filter: Filter;
  /** Searches the consumers' logs for causes. */
  readonly withLogs: boolean;
  /** Messages to read of each source. */
  readonly max: number;
  onScanned?(source: string, count: number): void;
};

/** Scans all sources at once. Changes nothing but receive counts. Errors are without what they quote of personal data. */
export async function listSources(
  session: Session,
  options: ListOptions,
): Promise<readonly SourceSummary[]> {
  return await session.forEachSource(options.filter, async (source, reader) => {
    const messages: DeadLetterMessage[] = [];
    const pages = scanMessages(reader, {
      filter: options.filter,
      ...(options.withLogs ? { causes: session.causes } : {}),
      contracts: session.contracts,
      readRecords: session.readRecords,
      onScanned: (count) => options.onScanned?.(source.name, count),
    });
    for await (const page of pages) {
      messages.push(...page);
      if (messages.length >= options.max) break;
    }
    return summaryOf(source.name, messages, session.contracts, {
      isMore: messages.length >= options.max,
      inFlightElsewhere: await reader.inFlightElsewhere(),
    });
  });
}

function summaryOf(
  source: string,
  messages: readonly DeadLetterMessage[],
  contracts: readonly Contract[],
  more: Pick<SourceSummary, "isMore" | "inFlightElsewhere">,
): SourceSummary {
  const owner = contracts.find(({ deadLetters }) => deadLetters?.source === source)?.deadLetters
    ?.owner;
  const times = messages.map(({ firstMs }) => firstMs);
  const iso = (timeMs: number) => new Date(timeMs).toISOString();
  return {
    source,
    ...(owner === undefined ? {} : { owner }),
    count: messages.length,
    ...more,
    ...(times.length > 0
      ? { oldest: iso(Math.min(...times)), newest: iso(Math.max(...times)) }
      : {}),
    byCause: causesOf(messages.map((message) => redactMessage(message, contracts))),
  };
}

function causesOf(messages: readonly DeadLetterMessage[]): SourceSummary["byCause"] {
  const groups = Map.groupBy(
    messages,
    ({ consumer, failure }) => `${consumer ?? ""} ${failure.error}`,
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const { consumer, failure } = first;
      return [
        {
          ...(consumer === undefined ? {} : { consumer }),
          error: failure.error,
          count: group.length,
        },
      ];
    })
    .toSorted((a, b) => b.count - a.count);
}
