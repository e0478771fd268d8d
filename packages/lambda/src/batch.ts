import { type SpanContext, SpanKind } from "@opentelemetry/api";
import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { errorTypeOf, inSpan, markFailed } from "@stagecraft/observability/tracing/in-span";
import { linksTo, readTraceparent } from "@stagecraft/observability/tracing/traceparent";
import { type Deadline, type Invocation, invocationHandler } from "./invocation.ts";
import { readJson } from "./read-json.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** An entry of a batch that could be read. */
export type BatchItem<Identity, Value> = Identity & { readonly value: Value };

/** An entry of a batch that failed; the reason is for the log. */
export type FailedBatchItem<Identity> = Identity & { readonly reason: string };

/** An entry of a batch, as its trigger reads it. */
export type BatchEntry<Identity> = {
  readonly identity: Identity;
  readonly body: string;
  /** Fields of the entry's log line beside its identity. */
  readonly fields: LogFields;
  /** The spans that sent it, as far as the trigger itself names them. */
  readonly senders: readonly (SpanContext | undefined)[];
};

/** A trigger that delivers batches. */
export type BatchTrigger<Entry, Identity> = {
  readonly noun: "message" | "record";
  /** https://opentelemetry.io/docs/specs/semconv/registry/attributes/messaging/ */
  readonly system: "aws_sqs" | "aws.kinesis";
  /** The ARN of the queue or stream. */
  sourceArnOf(entry: Entry): string;
  read(entry: Entry): BatchEntry<Identity>;
  /** The identifier of an entry in the batch's response. */
  itemIdentifierOf(identity: Identity): string;
};

/** What a value says about itself to log and trace: ids, and the span that made it. */
export type About = { readonly fields: LogFields; readonly traceparent?: string | undefined };

/** What became of one item. `fields` are for its log line. */
export type ItemOutcome =
  | { readonly ok: true; readonly fields: LogFields }
  | { readonly ok: false; readonly reason: string };

/**
 * What a function does with a batch: `handleEach` with each item alone, all at once; `handleAll` with all together, in order,
 * returning those that failed. An item whose work throws failed as well.
 */
export type BatchWork<Identity, Value> = {
  readonly parse: (body: unknown) => Parsed<Value>;
  readonly about: (value: Value) => About;
} & (
  | {
      readonly handleEach: (
        item: BatchItem<Identity, Value>,
        deadline: Deadline,
      ) => Promise<ItemOutcome>;
    }
  | {
      readonly handleAll: (
        items: readonly BatchItem<Identity, Value>[],
        deadline: Deadline,
      ) => Promise<readonly FailedBatchItem<Identity>[]>;
    }
);

/** An entry before its work: with its value, or with why it has none. */
type Read<Identity, Value> = BatchEntry<Identity> & {
  readonly about: About;
  readonly item: BatchItem<Identity, Value> | { readonly reason: string };
};

/**
 * A Lambda handler that reports the entries of a batch that failed. An entry that cannot be read fails alone. Each entry has one log
 * line and one span: an error is logged there, because a dead-letter message is looked up by its id.
 */
export function batchHandler<Entry, Identity extends LogFields, Value>(
  trigger: BatchTrigger<Entry, Identity>,
  work: BatchWork<Identity, Value>,
  telemetry: Telemetry,
) {
  type Item = BatchItem<Identity, Value>;
  const { noun, system, itemIdentifierOf } = trigger;
  const { log, metrics } = telemetry;

  function read(entry: Entry): Read<Identity, Value> {
    const found = trigger.read(entry);
    const refused = (reason: string, fields: LogFields = {}) => ({
      ...found,
      about: { fields },
      item: { reason },
    });
    const json = readJson(found.body);
    if (!json) return refused("invalid-json");
    const parsed = work.parse(json.value);
    if (parsed.ok) {
      const item = { ...found.identity, value: parsed.value };
      return { ...found, about: work.about(parsed.value), item };
    }
    const paths = parsed.errors.map(({ path }) => path);
    return refused(`invalid-${noun}`, { schema: parsed.schema, paths });
  }

  /** Starts the work on all items. Returns the work on one of them. */
  function startWork(
    items: readonly Item[],
    deadline: Deadline,
  ): (item: Item) => Promise<ItemOutcome> {
    if ("handleEach" in work) return (item) => work.handleEach(item, deadline);
    const failing = items.length > 0 ? work.handleAll(items, deadline) : Promise.resolve([]);
    // Each item reports a rejection.
    failing.catch(() => {});
    return async (item) => {
      const own = itemIdentifierOf(item);
      const failed = (await failing).find((each) => itemIdentifierOf(each) === own);
      return failed ? { ok: false, reason: failed.reason } : { ok: true, fields: {} };
    };
  }

  /** Returns whether the entry succeeded. */
  async function handleEntry(
    { identity, fields, about, item }: Read<Identity, Value>,
    workOn: (item: Item) => Promise<ItemOutcome>,
    { span, parts }: Pick<Invocation, "span" | "parts">,
  ): Promise<boolean> {
    const line = { ...identity, ...fields, ...about.fields };
    const part = { fields: line, span };
    parts.add(part);
    log.debug(`${noun} begins`, line);
    try {
      const outcome: ItemOutcome =
        "value" in item ? await workOn(item) : { ok: false, reason: item.reason };
      if (outcome.ok) {
        log.info(noun, { ...line, ...outcome.fields });
        return true;
      }
      markFailed(span, outcome.reason);
      log.warn(noun, { ...line, reason: outcome.reason });
    } catch (thrown) {
      markFailed(span, errorTypeOf(thrown));
      log.error(
        noun,
        { ...line, reason: thrown instanceof Fault ? thrown.code : "internal" },
        thrown,
      );
    } finally {
      parts.delete(part);
    }
    return false;
  }

  return invocationHandler<
    { readonly Records: readonly Entry[] },
    { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }
  >(
    {
      message: "batch",
      spanOf: ({ Records }) => ({
        name: `receive ${noun}s`,
        attributes: {
          "messaging.system": system,
          "messaging.operation.type": "receive",
          "messaging.batch.message_count": Records.length,
          ...(Records[0] && {
            "messaging.destination.name": nameIn(trigger.sourceArnOf(Records[0])),
          }),
        },
      }),
      async run({ Records }, { deadline, fields, parts }) {
        const entries = Records.map(read);
        const workOn = startWork(
          entries.flatMap(({ item }) => ("value" in item ? item : [])),
          deadline,
        );
        const failures = await Promise.all(
          entries.map(async (entry) => {
            const isDone = await inSpan(`process ${noun}`, spanOf(entry), (span) =>
              handleEntry(entry, workOn, { span, parts }),
            );
            return isDone ? [] : { itemIdentifier: itemIdentifierOf(entry.identity) };
          }),
        );
        const batchItemFailures = failures.flat();
        if (batchItemFailures.length > 0) metrics.add("BatchItemFailed", batchItemFailures.length);
        fields.records = Records.length;
        fields.failed = batchItemFailures.length;
        return { batchItemFailures };
      },
    },
    telemetry,
  );

  function spanOf({ identity, about, senders }: Read<Identity, Value>) {
    return {
      kind: SpanKind.CONSUMER,
      links: linksTo([readTraceparent(about.traceparent), ...senders]),
      attributes: {
        "messaging.system": system,
        "messaging.operation.type": "process",
        "messaging.message.id": itemIdentifierOf(identity),
        ...(about.fields.orderId && { "order.id": about.fields.orderId }),
        ...(about.fields.eventId && { "cloudevents.event_id": about.fields.eventId }),
      },
    };
  }
}

/** The name in an ARN: `arn:aws:sqs:eu-west-1:000000000000:orders`, `arn:aws:kinesis:eu-west-1:000000000000:stream/orders`. */
function nameIn(arn: string): string {
  return arn.split(/[:/]/).at(-1) ?? arn;
}
