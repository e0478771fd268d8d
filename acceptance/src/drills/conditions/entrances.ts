import type { Drill } from "../drill.ts";

const minuteMs = 60_000;
const fiveMinutesMs = 5 * minuteMs;

const serverErrors: Drill = {
  name: "api-fails",
  runbook: "function-errors",
  how: "caused",
  fires: () => ["ApiServerErrors"],
  explains: (alarm) => alarm.startsWith("OrdersApi"),
  withinMinutes: 8,
  async cause(stage) {
    stage.fault({ kind: "killed", function: "OrdersApi", share: 1, withinMs: 0 });
  },
  async eachMinute(stage) {
    await stage.scenario.call("/orders");
  },
};

const slow: Drill = {
  name: "api-is-slow",
  runbook: "slow-api",
  how: "caused",
  fires: () => ["ApiSlow"],
  withinMinutes: 8,
  async cause(stage) {
    stage.fault({ kind: "slow", function: "OrdersApi", share: 1, delayMs: 2_100 });
  },
  async eachMinute(stage) {
    await stage.scenario.call("/orders");
  },
};

/** An anomaly band needs weeks of history, which is written for the drill; what is above the band are real requests. */
const clientErrors: Drill = {
  name: "clients-are-refused",
  runbook: "bad-deploy",
  how: "injected",
  fires: () => ["ApiClientErrors"],
  withinMinutes: 20,
  async cause(stage) {
    const { apiId } = stage.apiNamed("Api");
    const dimensions = { ApiId: apiId };
    stage.writeHistory(
      { namespace: "AWS/ApiGateway", name: "4xx", unit: "Count", dimensions },
      { everyMs: fiveMinutesMs, values: [1, 2] },
    );
  },
  async eachMinute(stage) {
    const calls = Array.from({ length: 30 }, () => fetch(`${stage.scenario.stage().url}/orders`));
    for (const response of await Promise.all(calls)) await response.arrayBuffer();
  },
};

const unusualUse: Drill = {
  name: "functions-are-used-unusually",
  runbook: "cost-anomaly",
  how: "injected",
  fires: () => ["UnusualUse"],
  withinMinutes: 30,
  async cause(stage) {
    stage.writeHistory(
      { namespace: "AWS/Lambda", name: "Invocations", unit: "Count", dimensions: {} },
      { everyMs: fiveMinutesMs, values: [5, 6, 7] },
    );
  },
  async eachMinute(stage) {
    const calls = Array.from({ length: 100 }, () => stage.invoke("PaymentWebhook"));
    await Promise.all(calls);
  },
  explains: (alarm) => alarm.startsWith("PaymentWebhook"),
};

const charges: Drill = {
  name: "account-costs-too-much",
  runbook: "cost-anomaly",
  how: "injected",
  fires: () => ["MonthlyCharges"],
  withinMinutes: 400,
  async cause(stage) {
    const dimensions = { Currency: "USD" };
    const metric = {
      namespace: "AWS/Billing",
      name: "EstimatedCharges",
      unit: "None",
      dimensions,
    } as const;
    stage.inject(metric, 1_000_000);
  },
  async fix(stage) {
    // AWS writes it every few hours, and three periods without it clear the alarm.
    stage.jump(20 * 60 * minuteMs);
  },
};

const iteratorAge: Drill = {
  name: "stream-is-not-read",
  runbook: "iterator-age",
  how: "caused",
  fires: () => ["OrderChangesIteratorAge"],
  explains: (alarm) => alarm.startsWith("SalesProjector"),
  withinMinutes: 15,
  async cause(stage) {
    stage.fault({ kind: "invocation-throttled", function: "SalesProjector", share: 1 });
    await stage.place();
  },
  async fix(stage) {
    await stage.scenario.settle();
  },
};

const shardAtLimit: Drill = {
  name: "stream-is-throttled",
  runbook: "throttled",
  how: "caused",
  fires: () => ["OrderChangesThrottledWrites", "OrderChangesThrottledReads"],
  explains: (alarm) => /^(Outbox|SalesProjector)/.test(alarm),
  withinMinutes: 8,
  async cause(stage) {
    stage.fault({ kind: "call-throttled", service: "Kinesis", operation: "PutRecords", share: 1 });
  },
  async eachMinute(stage) {
    await stage.place();
    // More reads of one shard in a second than Kinesis allows.
    const { name } = stage.streamNamed("OrderChanges");
    const { ShardIterator } = await stage.call<{ ShardIterator: string }>(
      "kinesis",
      "GetShardIterator",
      {
        StreamName: name,
        ShardId: "shardId-000000000000",
        ShardIteratorType: "LATEST",
      },
    );
    await Promise.allSettled(
      Array.from({ length: 10 }, () => stage.call("kinesis", "GetRecords", { ShardIterator })),
    );
  },
  async fix(stage) {
    await stage.scenario.settle();
  },
};

const tables: Drill = {
  name: "tables-are-throttled",
  runbook: "throttled",
  how: "caused",
  fires: () => ["PaymentWaitsThrottled", "PaymentEventsThrottled"],
  explains: (alarm) => /^(ChargePayment|PaymentWebhook|Api(ServerErrors|Slow))/.test(alarm),
  withinMinutes: 15,
  async cause(stage) {
    // Half of the calls pass, so that orders get as far as the second table.
    stage.fault({ kind: "call-throttled", service: "DynamoDB", share: 0.5 });
  },
  async eachMinute(stage) {
    await Promise.all(Array.from({ length: 4 }, () => stage.place()));
  },
  async fix(stage) {
    await stage.scenario.settle();
  },
};

const workflowThrottled: Drill = {
  name: "workflow-is-throttled",
  runbook: "throttled",
  how: "caused",
  fires: () => ["OrderWorkflowThrottled"],
  explains: (alarm) => /^(Orders|OrderPipeline)/.test(alarm),
  withinMinutes: 8,
  async cause(stage) {
    stage.fault({ kind: "transition-throttled", share: 1 });
  },
  async eachMinute(stage) {
    await stage.place();
  },
  async fix(stage) {
    await stage.scenario.settle();
  },
};

const eventsWait: Drill = {
  name: "events-wait",
  runbook: "throttled",
  how: "caused",
  fires: () => ["CatalogImportEventAge", "OutboxRelayEventAge"],
  explains: (alarm) => /^(CatalogImport|Outbox)/.test(alarm),
  withinMinutes: 240,
  async cause(stage) {
    for (const name of ["CatalogImport", "OutboxRelay"]) {
      stage.fault({ kind: "invocation-throttled", function: name, share: 1 });
      await stage.invoke(name, {}, "Event");
    }
    // CatalogImport's events may wait for six hours, and half of that is too long.
    stage.jump(3 * 60 * minuteMs);
  },
  discards: ["CatalogImportFailures", "OutboxRelayFailures"],
};

/** Larger than what fits into a message of SQS, together with what Lambda adds. */
const largeEvent = { drill: "x".repeat(1_048_300) };

const eventsLost: Drill = {
  name: "events-are-lost",
  runbook: "dead-letter-messages",
  how: "caused",
  fires: () => ["CatalogImportEventsLost", "OutboxRelayEventsLost"],
  explains: (alarm) => /^(CatalogImport|Outbox)/.test(alarm),
  withinMinutes: 60,
  async cause(stage) {
    for (const name of ["CatalogImport", "OutboxRelay"]) {
      stage.fault({ kind: "killed", function: name, share: 1, withinMs: 0 });
      await stage.invoke(name, largeEvent, "Event");
    }
  },
  discards: ["CatalogImportFailures", "OutboxRelayFailures"],
};

/** Run last: what other drills do would be unusual too. */
export const accountUse: readonly Drill[] = [charges, unusualUse];

export const entrances: readonly Drill[] = [
  serverErrors,
  slow,
  clientErrors,
  iteratorAge,
  shardAtLimit,
  tables,
  workflowThrottled,
  eventsWait,
  eventsLost,
];
