import { importContinuations } from "@stagecraft/contracts/contracts/import-continuations";
import { placedOrders } from "@stagecraft/contracts/contracts/placed-orders";
import type { Drill } from "../drill.ts";
import type { DrillStage } from "../drill-stage.ts";

/** Queues that people's work waits in, and the functions that empty them. */
const consumers = {
  Orders: "OrderPipeline",
  Cancellations: "DeliverCancellations",
  ImportContinuations: "CatalogContinue",
};
const queues = Object.keys(consumers) as (keyof typeof consumers)[];

/** Where a failure ends for good. */
const deadLetters = [
  "OrdersDeadLetters",
  "CancellationsDeadLetters",
  "ImportContinuationsDeadLetters",
  "CatalogImportFailures",
  "OutboxRelayFailures",
  "SalesProjectorFailures",
];

/** Until the message of an import that continues is too old. */
const ageMinutes = 40;
const minuteMs = 60_000;
const dayMs = 24 * 60 * 60_000;

const discards = [...queues, ...deadLetters];

const backlog: Drill = {
  name: "queues-grow",
  runbook: "queue-backlog",
  how: "caused",
  fires: () => queues.flatMap((queue) => [`${queue}Age`, `${queue}Growing`]),
  // After their last delivery messages die.
  explains: (alarm) =>
    Object.values(consumers).some((consumer) => alarm === `${consumer}Throttles`) ||
    queues.some((queue) => alarm === `${queue}DeadLettersAny`),
  withinMinutes: 15,
  async cause(stage) {
    for (const consumer of Object.values(consumers)) {
      stage.fault({ kind: "invocation-throttled", function: consumer, share: 1 });
    }
    // Lambda tries several times a second: minutes pass at once, and not from one attempt to the next.
    for (let minute = 0; minute < ageMinutes; minute += 1) {
      for (const queue of queues) await stage.send(queue, JSON.stringify({ drill: minute }));
      stage.jump(minuteMs);
    }
  },
  discards,
};

/** Orders that die although nothing is wrong with them. */
const ordersDie: Drill = {
  name: "orders-die",
  runbook: "dead-letter-messages",
  how: "caused",
  fires: () => ["OrdersDeadLettersAny"],
  explains: (alarm) => /^(Orders|OrderPipeline)/.test(alarm),
  withinMinutes: 60,
  async cause(stage) {
    stage.fault({
      kind: "call-failed",
      function: "OrderPipeline",
      service: "StepFunctions",
      done: false,
      share: 1,
    });
    for (let order = 0; order < 50; order += 1) await stage.place();
  },
  isFixedByCommands: true,
};

const anyDeadLetter: Drill = {
  name: "messages-die",
  runbook: "dead-letter-messages",
  how: "caused",
  fires: () => [
    ...deadLetters.map((queue) => `${queue}Any`),
    "CatalogImportEventsDropped",
    "OutboxRelayEventsDropped",
    "SalesEventRefused",
  ],
  explains: (alarm) =>
    /^(OrderPipeline|DeliverCancellations|Catalog\w+|Outbox|SalesProjector)/.test(alarm) ||
    queues.some((queue) => alarm.startsWith(queue)) ||
    alarm === "OrderChangesIteratorAge",
  withinMinutes: 60,
  async cause(stage) {
    for (const queue of queues) await stage.send(queue, '"no event"');
    // Each delivery of an import hides the message for half an hour.
    for (let delivery = 0; delivery < importContinuations.via.deliveries; delivery += 1) {
      await stage.pass(1);
      stage.jump(importContinuations.via.visibilityTimeoutSeconds * 1_000);
    }
    stage.fault({ kind: "killed", function: "OutboxRelay", share: 1, withinMs: 0 });
    stage.fault({ kind: "killed", function: "CatalogImport", share: 1, withinMs: 0 });
    await stage.invoke("CatalogImport", {}, "Event");
    await putChangeWithGap(stage);
  },
  discards,
};

/** Puts a later change of an order, whose previous change is missing, on the stream. */
async function putChangeWithGap(stage: DrillStage): Promise<void> {
  const [row] = await stage.scenario.query<{ event: { data: { version: number } } }>(
    "select event from outbox where destination = 'orders-stream' and order_id = $1 limit 1",
    [stage.lastOrder()],
  );
  if (!row) throw new Error("The order has no events.");
  const { event } = row;
  const later = { ...event, data: { ...event.data, version: event.data.version + 10 } };
  await stage.call("kinesis", "PutRecord", {
    StreamName: stage.streamNamed("OrderChanges").name,
    PartitionKey: stage.lastOrder(),
    Data: Buffer.from(JSON.stringify(later)).toString("base64"),
  });
}

const oldDeadLetter: Drill = {
  name: "dead-letters-grow-old",
  runbook: "dead-letter-messages",
  how: "caused",
  fires: () => deadLetters.map((queue) => `${queue}Age`),
  explains: (alarm) => alarm.endsWith("Any"),
  withinMinutes: 15,
  async cause(stage) {
    for (const queue of deadLetters) await stage.send(queue, '"no event"');
    const retentionMs = placedOrders.deadLetters.retentionSeconds * 1_000;
    stage.jump(0.8 * retentionMs - dayMs / 2);
    await stage.pass(5);
    stage.jump(dayMs);
  },
  discards,
};

export const queuesAndDeadLetters: readonly Drill[] = [
  backlog,
  ordersDie,
  anyDeadLetter,
  oldDeadLetter,
];
