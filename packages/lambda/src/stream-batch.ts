import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import type { Log } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type {
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  KinesisStreamRecord,
} from "aws-lambda";
import { readJson } from "./read-json.ts";

/** A record that was read. */
export type StreamItem<Value> = { readonly sequenceNumber: string; readonly value: Value };

/** A record that was not handled; the reason is for the log. */
export type FailedRecord = { readonly sequenceNumber: string; readonly reason: string };

/**
 * The Lambda handler of a stream that reports what failed of a batch. Lambda delivers again from the first failed
 * record on, so `handle` meets records that it has handled before. It gets all that can be read, in their order, and
 * goes on behind a failure: what stands behind a poison record is then not lost with it. When it throws, they all failed.
 */
export function streamBatchHandler<Value>({
  parse,
  handle,
  log,
  metrics,
}: {
  parse: (body: unknown) => Parsed<Value>;
  handle: (items: readonly StreamItem<Value>[]) => Promise<readonly FailedRecord[]>;
  log: Log;
  metrics: Metrics;
}) {
  function read({ kinesis }: KinesisStreamRecord): StreamItem<Value> | FailedRecord {
    const { sequenceNumber, data } = kinesis;
    const json = readJson(Buffer.from(data, "base64").toString());
    if (!json) {
      log.warn("record", { sequenceNumber, reason: "invalid-json" });
      return { sequenceNumber, reason: "invalid-json" };
    }
    const parsed = parse(json.value);
    if (parsed.ok) return { sequenceNumber, value: parsed.value };
    const paths = parsed.errors.map(({ path }) => path);
    log.warn("record", { sequenceNumber, reason: "invalid-record", paths });
    return { sequenceNumber, reason: "invalid-record" };
  }

  async function handleAll(items: readonly StreamItem<Value>[]): Promise<readonly FailedRecord[]> {
    if (items.length === 0) return [];
    try {
      const failures = await handle(items);
      for (const failure of failures) log.warn("record", failure);
      return failures;
    } catch (thrown) {
      const reason = thrown instanceof Fault ? thrown.code : "internal";
      log.error("records", { reason, failed: items.length }, thrown);
      return items.map(({ sequenceNumber }) => ({ sequenceNumber, reason }));
    }
  }

  return async ({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> => {
    const items: StreamItem<Value>[] = [];
    const failures: FailedRecord[] = [];
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
      batchItemFailures: failures.map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
    };
  };
}
