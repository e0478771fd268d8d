import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import type { Log, LogFields } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import { readJson } from "./read-json.ts";

/** One of a batch that was read. */
export type BatchItem<Identity, Value> = Identity & { readonly value: Value };

/** One of a batch that was not handled; the reason is for the log. */
export type FailedBatchItem<Identity> = Identity & { readonly reason: string };

/** What a trigger calls the entries of its batches, and where they carry what. */
export type BatchTrigger<Entry, Identity> = {
  readonly noun: "message" | "record";
  identityOf(entry: Entry): Identity;
  bodyOf(entry: Entry): string;
  /** What the batch's answer names an entry by. */
  itemIdentifierOf(identity: Identity): string;
};

/** What becomes of a batch. `handle` gets all that could be read at once, in their order, and returns what failed. */
export type BatchWork<Identity, Value> = {
  parse: (body: unknown) => Parsed<Value>;
  handle: (
    items: readonly BatchItem<Identity, Value>[],
  ) => Promise<readonly FailedBatchItem<Identity>[]>;
  log: Log;
  metrics: Metrics;
};

/**
 * A Lambda handler that reports which entries of a batch failed. What cannot be read fails alone; when `handle`
 * throws, all that it was given failed.
 */
export function batchHandler<Entry, Identity extends LogFields, Value>(
  { noun, identityOf, bodyOf, itemIdentifierOf }: BatchTrigger<Entry, Identity>,
  { parse, handle, log, metrics }: BatchWork<Identity, Value>,
) {
  type Item = BatchItem<Identity, Value>;
  type Failed = FailedBatchItem<Identity>;

  function read(entry: Entry): Item | Failed {
    const identity = identityOf(entry);
    const json = readJson(bodyOf(entry));
    if (!json) return refuse({ ...identity, reason: "invalid-json" });
    const parsed = parse(json.value);
    if (parsed.ok) return { ...identity, value: parsed.value };
    const paths = parsed.errors.map(({ path }) => path);
    return refuse({ ...identity, reason: `invalid-${noun}` }, { schema: parsed.schema, paths });
  }

  /** Gives it a line of its own: what ends among the dead letters is looked up by its id. */
  function refuse(failed: Failed, more: LogFields = {}): Failed {
    log.warn(noun, { ...failed, ...more });
    return failed;
  }

  async function handleAll(items: readonly Item[]): Promise<readonly Failed[]> {
    if (items.length === 0) return [];
    try {
      return (await handle(items)).map((failure) => refuse(failure));
    } catch (thrown) {
      const reason = thrown instanceof Fault ? thrown.code : "internal";
      log.error(`${noun}s`, { reason, failed: items.length }, thrown);
      return items.map((item) => refuse({ ...item, reason }));
    }
  }

  return async ({ Records }: { readonly Records: readonly Entry[] }) => {
    const items: Item[] = [];
    const failures: Failed[] = [];
    for (const record of Records) {
      const item = read(record);
      if ("value" in item) items.push(item);
      else failures.push(item);
    }
    failures.push(...(await handleAll(items)));
    if (failures.length > 0) metrics.add("BatchItemFailed", failures.length);
    log.info("batch", { records: Records.length, failed: failures.length });
    metrics.flush();
    return {
      batchItemFailures: failures.map((failure) => ({ itemIdentifier: itemIdentifierOf(failure) })),
    };
  };
}
