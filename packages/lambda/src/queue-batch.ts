import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import type { Log } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { readJson } from "./read-json.ts";

/** A message that was read. */
export type QueueItem<Value> = { readonly messageId: string; readonly value: Value };

/** A message that stays on the queue; the reason is for the log. */
export type FailedItem = { readonly messageId: string; readonly reason: string };

/**
 * The Lambda handler of a queue with partial batch responses. A message that cannot be read fails
 * alone. `handle` gets the others at once and returns those that failed; when it throws, they all did.
 */
export function queueBatchHandler<Value>({
  parse,
  handle,
  log,
  metrics,
}: {
  parse: (body: unknown) => Parsed<Value>;
  handle: (items: readonly QueueItem<Value>[]) => Promise<readonly FailedItem[]>;
  log: Log;
  metrics: Metrics;
}) {
  function read({ messageId, body }: SQSRecord): QueueItem<Value> | FailedItem {
    const json = readJson(body);
    if (!json) {
      log.warn("message", { messageId, reason: "invalid-json" });
      return { messageId, reason: "invalid-json" };
    }
    const parsed = parse(json.value);
    if (parsed.ok) return { messageId, value: parsed.value };
    const paths = parsed.errors.map(({ path }) => path);
    log.warn("message", { messageId, reason: "invalid-message", paths });
    return { messageId, reason: "invalid-message" };
  }

  async function handleAll(items: readonly QueueItem<Value>[]): Promise<readonly FailedItem[]> {
    if (items.length === 0) return [];
    try {
      const failures = await handle(items);
      for (const failure of failures) log.warn("message", failure);
      return failures;
    } catch (thrown) {
      const reason = thrown instanceof Fault ? thrown.code : "internal";
      log.error("messages", { reason, failed: items.length }, thrown);
      return items.map(({ messageId }) => ({ messageId, reason }));
    }
  }

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const items: QueueItem<Value>[] = [];
    const failures: FailedItem[] = [];
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
      batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  };
}
