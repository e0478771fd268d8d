import type { Contract } from "../contracts/contract.ts";
import { contractOf } from "../contracts/contract-of.ts";
import type { DeadLetter } from "../letters/dead-letter.ts";
import { failedState } from "../letters/failed-executions.ts";
import type { Filter } from "../letters/filter.ts";
import { lookThrough } from "../letters/look-through.ts";
import { textOfRecord } from "../letters/text-of-record.ts";
import type { Session } from "../session.ts";

/** A dead letter with all that can be found out about it. */
export type ShownLetter = DeadLetter & {
  readonly contract?: Pick<Contract, "name"> & Contract["deadLetters"];
  /** Of a failed execution: where it ended. */
  readonly state?: string;
  /** Of a batch: what the stream still has of it. */
  readonly records?: readonly {
    readonly partitionKey: string;
    readonly sequenceNumber: string;
    readonly text: string;
  }[];
  /** The stream keeps its first record no more. */
  readonly isGone?: boolean;
};

/** Finds letters and all about them, until as many are found as were asked for. */
export async function showLetters(
  session: Session,
  options: {
    readonly filter: Filter;
    readonly max: number;
    onLooked?(place: string, count: number): void;
  },
): Promise<readonly ShownLetter[]> {
  const { filter } = options;
  const most = Math.min(options.max, filter.ids?.length ?? options.max);
  const found: ShownLetter[] = [];
  await session.inPlaces(filter, async (place, opened) => {
    const pages = lookThrough(opened, {
      filter,
      causes: session.causes,
      readRecords: session.readRecords,
      onLooked: (count) => options.onLooked?.(place.name, count),
    });
    for await (const page of pages) {
      for (const letter of page) {
        if (found.length >= most) return;
        found.push(await shown(letter, session));
      }
    }
  });
  return found.slice(0, most);
}

async function shown(letter: DeadLetter, session: Session): Promise<ShownLetter> {
  const { way } = letter;
  const contract = contractOf(letter, session.contracts);
  return {
    ...letter,
    ...(contract?.deadLetters
      ? { contract: { name: contract.name, ...contract.deadLetters } }
      : {}),
    ...(way.to === "state-machine" ? await endOf(way.executionArn, session) : {}),
    ...(way.to === "stream-consumer" ? await recordsOf(way, session) : {}),
  };
}

async function endOf(executionArn: string, { access }: Session) {
  const state = await failedState(access.sfn, executionArn);
  return state === undefined ? {} : { state };
}

async function recordsOf(way: Parameters<Session["readRecords"]>[0], session: Session) {
  const { records, isGone } = await session.readRecords(way);
  return {
    isGone,
    records: records.map((record) => ({
      partitionKey: record.PartitionKey ?? "",
      sequenceNumber: record.SequenceNumber ?? "",
      text: textOfRecord(record),
    })),
  };
}
