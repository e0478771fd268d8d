import { httpContracts, paymentEvents } from "../packages/contracts/src/contracts/http.ts";
import { orderChanges } from "../packages/contracts/src/contracts/order-changes.ts";
import { placedOrders } from "../packages/contracts/src/contracts/placed-orders.ts";
import { alarms } from "./alarms/alarm.ts";
import {
  accountSeries,
  apiSeries,
  businessSeries,
  databaseSeries,
  functionSeries,
  type MetricSeries,
  queueSeries,
  streamSeries,
  workflowSeries,
} from "./alarms/metric-series.ts";
import { pageAlarms } from "./alarms/page-alarms.ts";
import { oldestAllowedSeconds } from "./alarms/queue-alarms.ts";
import { continuations } from "./catalog-import.ts";
import {
  alarmStates,
  colors,
  graph,
  type Line,
  numbers,
  placed,
  text,
} from "./dashboard-widgets.ts";
import { database } from "./database.ts";
import { deadLetterQueues } from "./dead-letter-queue.ts";
import { functions } from "./function.ts";
import { ordersQueue } from "./order-pipeline.ts";
import { orderStream } from "./order-stream.ts";
import { orderWorkflow } from "./order-workflow.ts";
import { api } from "./orders-api.ts";
import { stage } from "./stages.ts";

/**
 * The one dashboard of a stage: the business on top, then each part in the order in which an order passes it. A dashed line is the
 * objective of a contract or a limit; a value above it has an alarm.
 */

const { good: green, bad: red, neutral: grey } = colors;

const line = (label: string, series: MetricSeries, color?: string): Line => ({
  label,
  series,
  ...(color && { color }),
});

const slowestObjectiveMs = Math.max(
  ...[...httpContracts, paymentEvents].map(({ latency }) => latency.p99Ms),
);

const rows = [
  [
    text(
      `# ${$app.name} ${$app.stage}\nIs anything red? Its alarm names the runbook: npm run alarms -- --stage ${$app.stage}`,
      2,
    ),
  ],
  [
    numbers("Orders today", [
      line("Placed", businessSeries("OrderPlaced", "OrdersApi", "Sum")),
      line("Fulfilled", businessSeries("OrderFulfilled", "CompleteOrder", "Sum"), green),
      line("Declined", businessSeries("OrderPaymentDeclined", "FailOrder", "Sum"), grey),
      line("Out of stock", businessSeries("OrderOutOfStock", "ReserveStock", "Sum"), grey),
      line("Failed", businessSeries("OrderFailed", "FailOrder", "Sum"), red),
      line("Need attention", businessSeries("OrderNeedsAttention", "FailOrder", "Sum"), red),
    ]),
    alarmStates("Pages", pageAlarms, 4),
  ],
  [
    graph({
      title: "Orders",
      unit: "a minute",
      lines: [
        line("placed", businessSeries("OrderPlaced", "OrdersApi", "Sum")),
        line("fulfilled", businessSeries("OrderFulfilled", "CompleteOrder", "Sum"), green),
        line("failed", businessSeries("OrderFailed", "FailOrder", "Sum"), red),
      ],
    }),
    graph({
      title: "From the request to the fulfilment",
      unit: "ms",
      lines: [
        line("half of the orders", businessSeries("OrderFulfilmentMs", "CompleteOrder", "p50")),
        line("99 of 100", businessSeries("OrderFulfilmentMs", "CompleteOrder", "p99")),
      ],
    }),
  ],
  [text("## 1. The API takes orders, and the queue hands them on")],
  [
    graph({
      title: "Requests",
      unit: "a minute",
      lines: [
        line("all", apiSeries(api, "Count", "SampleCount")),
        line("refused (4xx)", apiSeries(api, "4xx", "Sum"), grey),
        line("failed (5xx)", apiSeries(api, "5xx", "Sum"), red),
      ],
    }),
    graph({
      title: "Time of a request",
      unit: "ms",
      limit: { value: slowestObjectiveMs, label: "objective for 99 of 100" },
      lines: [
        line("half of the requests", apiSeries(api, "Latency", "p50")),
        line("99 of 100", apiSeries(api, "Latency", "p99")),
      ],
    }),
    graph({
      title: "Oldest message of Orders",
      unit: "s",
      limit: { value: oldestAllowedSeconds(placedOrders), label: "after one failed delivery" },
      lines: [line("age", queueSeries(ordersQueue, "ApproximateAgeOfOldestMessage"))],
    }),
  ],
  [text("## 2. The workflow reserves, charges and completes")],
  [
    graph({
      title: "Executions of the workflow",
      unit: "a minute",
      lines: [
        line("started", workflowSeries(orderWorkflow, "ExecutionsStarted")),
        line("succeeded", workflowSeries(orderWorkflow, "ExecutionsSucceeded"), green),
        line("failed", workflowSeries(orderWorkflow, "ExecutionsFailed"), red),
        line("timed out", workflowSeries(orderWorkflow, "ExecutionsTimedOut"), red),
      ],
    }),
    graph({
      title: "Payments",
      unit: "a minute",
      lines: [
        line("events accepted", businessSeries("PaymentEventAccepted", "PaymentWebhook", "Sum")),
        line(
          "events refused",
          businessSeries("PaymentEventRefused", "PaymentWebhook", "Sum"),
          grey,
        ),
        line("timed out", businessSeries("OrderPaymentTimedOut", "FailOrder", "Sum"), red),
      ],
    }),
    graph({
      title: "Messages in dead-letter queues",
      unit: "messages",
      lines: [...deadLetterQueues].map(([name, { queue }]) =>
        line(name, queueSeries(queue, "ApproximateNumberOfMessagesVisible")),
      ),
    }),
  ],
  [text("## 3. Outbox, sales and catalogue follow")],
  [
    graph({
      title: "Oldest event in the outbox",
      unit: "ms",
      limit: { value: orderChanges.latency.p99Ms, label: "objective" },
      lines: [line("age", businessSeries("OutboxLagMs", "OutboxRelay", "Maximum"))],
    }),
    graph({
      title: "Oldest unread record of the stream",
      unit: "ms",
      limit: { value: orderChanges.latency.p99Ms, label: "objective" },
      lines: [
        line("age", streamSeries(orderStream, "GetRecords.IteratorAgeMilliseconds", "Maximum")),
      ],
    }),
    graph({
      title: "Catalogue",
      unit: "a minute",
      lines: [
        line("files imported", businessSeries("ImportCompleted", "CatalogImport", "Sum")),
        line("rows rejected", businessSeries("ImportRowRejected", "CatalogImport", "Sum"), red),
        line("imports that continue", queueSeries(continuations, "NumberOfMessagesSent", "Sum")),
      ],
    }),
  ],
  [text("## What all of them need")],
  [
    graph({
      title: "Connections to the database",
      unit: "connections",
      limit: { value: stage.database.maxConnections, label: "all" },
      lines: [line("open", databaseSeries(database.id, "DatabaseConnections", "Maximum"))],
    }),
    graph({
      title: "Capacity of the database",
      unit: "%",
      limit: { value: 100, label: stage.database.capacity.max },
      lines: [line("used", databaseSeries(database.id, "ACUUtilization", "Average"))],
    }),
    graph({
      title: "Concurrent executions of all functions",
      unit: "executions",
      limit: { value: stage.accountConcurrency, label: "the account's limit" },
      lines: [line("running", accountSeries("ConcurrentExecutions", "Maximum"))],
    }),
  ],
  [
    graph({
      title: "Failed invocations",
      unit: "a minute",
      lines: [...functions].map(([name, physicalName]) =>
        line(name, functionSeries(physicalName, "Errors", "Sum")),
      ),
    }),
    graph({
      title: "Rejected invocations",
      unit: "a minute",
      lines: [...functions].map(([name, physicalName]) =>
        line(name, functionSeries(physicalName, "Throttles", "Sum")),
      ),
    }),
  ],
  [
    alarmStates(
      "Alarms that page",
      [...alarms.values()].filter(({ severity }) => severity === "page").map(({ arn }) => arn),
      8,
    ),
  ],
];

new aws.cloudwatch.Dashboard("Dashboard", {
  dashboardName: `${$app.name}-${$app.stage}`,
  dashboardBody: $jsonStringify({ widgets: placed(rows) }),
});
