import type { Contract } from "../contracts/contract.ts";
import type { DeadLetter } from "../letters/dead-letter.ts";
import type { Filter } from "../letters/filter.ts";
import { lookThrough } from "../letters/look-through.ts";
import type { Session } from "../session.ts";

/** What lies in one place. */
export type PlaceSummary = {
  readonly place: string;
  /** Who looks after it, where a contract says so. */
  readonly owner?: string;
  readonly count: number;
  /** There may be more: no more than that were to be looked at. */
  readonly isMore: boolean;
  /** About how many others hold, so that they are not counted. */
  readonly heldByOthers: number;
  /** When the oldest and the newest were sent or begun, ISO 8601. */
  readonly oldest?: string;
  readonly newest?: string;
  /** The most frequent first. */
  readonly byCause: readonly {
    readonly consumer?: string;
    readonly error: string;
    readonly count: number;
  }[];
};

export type ListOptions = {
  readonly filter: Filter;
  /** Looks into logs for causes. */
  readonly withLogs: boolean;
  /** Letters that are looked at in each place. */
  readonly max: number;
  onLooked?(place: string, count: number): void;
};

/** Looks through all places at once, and changes nothing but receive counts. */
export async function listPlaces(
  session: Session,
  options: ListOptions,
): Promise<readonly PlaceSummary[]> {
  return await session.inPlaces(options.filter, async (place, opened) => {
    const letters: DeadLetter[] = [];
    const pages = lookThrough(opened, {
      filter: options.filter,
      ...(options.withLogs ? { causes: session.causes } : {}),
      readRecords: session.readRecords,
      onLooked: (count) => options.onLooked?.(place.name, count),
    });
    for await (const page of pages) {
      letters.push(...page);
      if (letters.length >= options.max) break;
    }
    return summaryOf(place.name, letters, session.contracts, {
      isMore: letters.length >= options.max,
      heldByOthers: await opened.heldByOthers(),
    });
  });
}

function summaryOf(
  place: string,
  letters: readonly DeadLetter[],
  contracts: readonly Contract[],
  more: Pick<PlaceSummary, "isMore" | "heldByOthers">,
): PlaceSummary {
  const owner = contracts.find(({ deadLetters }) => deadLetters?.place === place)?.deadLetters
    ?.owner;
  const times = letters.map(({ firstMs }) => firstMs);
  const iso = (timeMs: number) => new Date(timeMs).toISOString();
  return {
    place,
    ...(owner === undefined ? {} : { owner }),
    count: letters.length,
    ...more,
    ...(times.length > 0
      ? { oldest: iso(Math.min(...times)), newest: iso(Math.max(...times)) }
      : {}),
    byCause: causesOf(letters),
  };
}

function causesOf(letters: readonly DeadLetter[]): PlaceSummary["byCause"] {
  const groups = Map.groupBy(
    letters,
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
