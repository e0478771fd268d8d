import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { type Deadline, invocationHandler } from "./invocation.ts";
import { readJson } from "./read-json.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** An entry of a batch that could be read. */
export type BatchItem<Identity, Value> = Identity & { readonly value: Value };

/** An entry of a batch that failed; the reason is for the log. */
export type FailedBatchItem<Identity> = Identity & { readonly reason: string };

/** What a trigger calls the entries of its batches, and where they carry their body. */
export type BatchTrigger<Entry, Identity> = {
  readonly noun: "message" | "record";
  identityOf(entry: Entry): Identity;
  bodyOf(entry: Entry): string;
  /** The identifier of an entry in the batch's response. */
  itemIdentifierOf(identity: Identity): string;
};

/** What a function does with a batch. `handle` gets all entries that could be read, in order, and returns those that failed. */
export type BatchWork<Identity, Value> = {
  parse: (body: unknown) => Parsed<Value>;
  handle: (
    items: readonly BatchItem<Identity, Value>[],
    deadline: Deadline,
  ) => Promise<readonly FailedBatchItem<Identity>[]>;
};

/**
 * A Lambda handler that reports the entries of a batch that failed. An entry that cannot be read fails alone; when `handle` throws,
 * all entries that it was given failed.
 */
export function batchHandler<Entry, Identity extends LogFields, Value>(
  { noun, identityOf, bodyOf, itemIdentifierOf }: BatchTrigger<Entry, Identity>,
  { parse, handle }: BatchWork<Identity, Value>,
  telemetry: Telemetry,
) {
  type Item = BatchItem<Identity, Value>;
  type Failed = FailedBatchItem<Identity>;
  const { log, metrics } = telemetry;

  function read(entry: Entry): Item | Failed {
    const identity = identityOf(entry);
    const json = readJson(bodyOf(entry));
    if (!json) return reject({ ...identity, reason: "invalid-json" });
    const parsed = parse(json.value);
    if (parsed.ok) return { ...identity, value: parsed.value };
    const paths = parsed.errors.map(({ path }) => path);
    return reject({ ...identity, reason: `invalid-${noun}` }, { schema: parsed.schema, paths });
  }

  /** Logs a line for the entry, because a dead-letter message is looked up by its id. */
  function reject(failed: Failed, more: LogFields = {}): Failed {
    log.warn(noun, { ...failed, ...more });
    return failed;
  }

  async function handleAll(items: readonly Item[], deadline: Deadline): Promise<readonly Failed[]> {
    if (items.length === 0) return [];
    try {
      return (await handle(items, deadline)).map((failure) => reject(failure));
    } catch (thrown) {
      const reason = thrown instanceof Fault ? thrown.code : "internal";
      log.error(`${noun}s`, { reason, failed: items.length }, thrown);
      return items.map((item) => reject({ ...item, reason }));
    }
  }

  return invocationHandler(
    "batch",
    async ({ Records }: { readonly Records: readonly Entry[] }, { deadline, fields }) => {
      const items: Item[] = [];
      const failures: Failed[] = [];
      for (const record of Records) {
        const item = read(record);
        if ("value" in item) items.push(item);
        else failures.push(item);
      }
      failures.push(...(await handleAll(items, deadline)));
      if (failures.length > 0) metrics.add("BatchItemFailed", failures.length);
      fields.records = Records.length;
      fields.failed = failures.length;
      return {
        batchItemFailures: failures.map((failure) => ({
          itemIdentifier: itemIdentifierOf(failure),
        })),
      };
    },
    telemetry,
  );
}
