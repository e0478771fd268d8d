import type { Contract } from "../contracts/contract.ts";
import { contractOf } from "../contracts/contract-of.ts";
import type { DeadLetterMessage, ShownRecord } from "../messages/dead-letter-message.ts";
import { failedState } from "../messages/failed-executions.ts";
import type { Filter } from "../messages/filter.ts";
import { scanMessages } from "../messages/scan-messages.ts";
import { textOfRecord } from "../messages/text-of-record.ts";
import type { Session } from "../session.ts";

/** A dead-letter message with all its details. */
export type ShownMessage = DeadLetterMessage & {
  readonly contract?: Pick<Contract, "name"> & Contract["deadLetters"];
  /** The state in which an execution failed. */
  readonly state?: string;
  /** The records of a batch that the stream still has. */
  readonly records?: readonly ShownRecord[];
  /** The first record has expired from the stream. */
  readonly isExpired?: boolean;
};

/** Finds at most `max` messages, with their details. */
export async function showMessages(
  session: Session,
  options: {
    readonly filter: Filter;
    readonly max: number;
    onScanned?(source: string, count: number): void;
  },
): Promise<readonly ShownMessage[]> {
  const { filter } = options;
  const most = Math.min(options.max, filter.ids?.length ?? options.max);
  const found: ShownMessage[] = [];
  await session.forEachSource(filter, async (source, reader) => {
    const pages = scanMessages(reader, {
      filter,
      causes: session.causes,
      contracts: session.contracts,
      readRecords: session.readRecords,
      onScanned: (count) => options.onScanned?.(source.name, count),
    });
    for await (const page of pages) {
      for (const message of page) {
        if (found.length >= most) return;
        found.push(await withDetails(message, session));
      }
    }
  });
  return found.slice(0, most);
}

async function withDetails(message: DeadLetterMessage, session: Session): Promise<ShownMessage> {
  const { target } = message;
  const contract = contractOf(message, session.contracts);
  return {
    ...message,
    ...(contract?.deadLetters
      ? { contract: { name: contract.name, ...contract.deadLetters } }
      : {}),
    ...(target.kind === "state-machine" ? await stateOf(target.executionArn, session) : {}),
    ...(target.kind === "stream-consumer" ? await recordsOf(target, session) : {}),
  };
}

async function stateOf(executionArn: string, { access }: Session) {
  const state = await failedState(access.sfn, executionArn);
  return state === undefined ? {} : { state };
}

async function recordsOf(target: Parameters<Session["readRecords"]>[0], session: Session) {
  const { records, isExpired } = await session.readRecords(target);
  return {
    isExpired,
    records: records.map((record) => ({
      partitionKey: record.PartitionKey ?? "",
      sequenceNumber: record.SequenceNumber ?? "",
      text: textOfRecord(record),
    })),
  };
}
