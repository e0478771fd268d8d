import { archive } from "../audit/archive.ts";
import { auditId } from "../audit/audit-id.ts";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import type { Filter } from "../messages/filter.ts";
import { scanMessages } from "../messages/scan-messages.ts";
import type { SourceReader } from "../messages/source-reader.ts";
import type { Session } from "../session.ts";

export type DiscardOptions = {
  readonly filter: Filter;
  /** False: a dry run. */
  readonly applies: boolean;
  readonly reason: string;
  readonly max: number;
  readonly signal?: AbortSignal;
  onScanned?(source: string, count: number): void;
};

/** Deletes dead-letter messages, and keeps copies in `discarded.jsonl`. Returns the messages that it deleted, or would delete. */
export async function discardMessages(
  session: Session,
  options: DiscardOptions,
): Promise<readonly DeadLetterMessage[]> {
  const discarded: DeadLetterMessage[] = [];
  /** Messages in progress or done, over all sources. */
  let started = 0;
  await session.forEachSource(options.filter, async (source, reader) => {
    const pages = scanMessages(reader, {
      filter: options.filter,
      contracts: session.contracts,
      readRecords: session.readRecords,
      ...(options.filter.error === undefined ? {} : { causes: session.causes }),
      onScanned: (count) => options.onScanned?.(source.name, count),
    });
    for await (const page of pages) {
      for (const message of page) {
        if (started >= options.max || options.signal?.aborted) return;
        started += 1;
        const isDone =
          !options.applies || (await discard(message, reader, session, options.reason));
        if (isDone) discarded.push(message);
        else started -= 1;
      }
    }
  });
  return discarded;
}

/** Archives before it deletes: if a run is killed in between, the next run deletes. */
async function discard(
  message: DeadLetterMessage,
  reader: SourceReader,
  session: Session,
  reason: string,
): Promise<boolean> {
  const { access, audit, archiveDirectory } = session;
  if (!(await reader.hold(message))) return false;
  const id = auditId(message);
  const fields = { command: "discard", source: message.source, id, reason } as const;
  if (audit.lastStep("discard", message.source, id) !== "archived") {
    const records = await recordsOf(message, session);
    archive(archiveDirectory, {
      at: new Date(access.nowMs()).toISOString(),
      by: access.caller,
      reason,
      message,
      ...(records ? { records } : {}),
    });
    audit.append({ ...fields, step: "archived" });
  }
  if (!(await reader.delete(message))) return false;
  audit.append({ ...fields, step: "done" });
  return true;
}

async function recordsOf({ target }: DeadLetterMessage, { readRecords }: Session) {
  if (target.kind !== "stream-consumer") return undefined;
  const { records } = await readRecords(target);
  return records.map(({ PartitionKey: partitionKey = "", Data: data = new Uint8Array() }) => ({
    partitionKey,
    data: Buffer.from(data).toString("base64"),
  }));
}
