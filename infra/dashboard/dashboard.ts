import { httpContracts, paymentEvents } from "../../packages/contracts/src/contracts/http.ts";
import { orderChanges } from "../../packages/contracts/src/contracts/order-changes.ts";
import { placedOrders } from "../../packages/contracts/src/contracts/placed-orders.ts";
import { Currency, currencies } from "../../packages/contracts/src/money.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { alarms } from "../alarms/alarm.ts";
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
} from "../alarms/metric-series.ts";
import { pageAlarms } from "../alarms/page-alarms.ts";
import { oldestAllowedSeconds } from "../alarms/queue-alarms.ts";
import { continuations } from "../catalog-import.ts";
import { database } from "../database.ts";
import { deadLetterQueues } from "../dead-letter-queue.ts";
import { functions } from "../function.ts";
import { ordersQueue } from "../order-pipeline.ts";
import { orderStream } from "../order-stream.ts";
import { orderWorkflow } from "../order-workflow.ts";
import { api } from "../orders-api.ts";
import { stage } from "../stages.ts";
import {
  alarmStates,
  colors,
  dashboardBody,
  graph,
  type Line,
  numbers,
  text,
} from "./dashboard-widgets.ts";

/**
 * The one dashboard of a stage: the business on top, then each part in the order in which an order passes it. A dashed line is the
 * objective of a contract or a limit; a value above it has an alarm.
 */

const currencyCodes = Currency.options;
const { good: green, bad: red, late: orange, neutral: grey } = colors;

type Series = MetricSeries | readonly MetricSeries[];
const listOf = (series: Series) => [series].flat();

/** A metric as it is. */
const line = (label: string, series: MetricSeries, color?: string): Line => ({
  label,
  series: [series],
  ...(color && { color }),
});

/** How often something happens, summed over the series. Without data it did not happen. */
const count = (label: string, series: Series, color?: string): Line => ({
  label,
  series: listOf(series),
  expression: (ids) => `SUM([${ids.map((id) => `FILL(${id}, 0)`).join(", ")}])`,
  ...(color && { color }),
});

/** A metric in milliseconds, in seconds. */
const inSeconds = (label: string, series: MetricSeries, color?: string): Line => ({
  ...line(label, series, color),
  expression: ([id]) => `${id} / 1000`,
});

/** The total of the fulfilled orders in a currency. */
const sales = (currency: Currency): Line => ({
  ...line(
    currency,
    businessSeries("OrderRevenueMinor", "CompleteOrder", "Sum", { currency }),
    green,
  ),
  expression: ([id]) => `FILL(${id}, 0) / ${10 ** currencies[currency].minorDigits}`,
});

/** A metric as a share of its limit, in per cent. */
const share = (label: string, series: MetricSeries, limit: number): Line => ({
  ...line(label, series),
  expression: ([id]) => `100 * ${id} / ${limit}`,
});

const objective = (objectiveSeconds: number) => ({
  value: objectiveSeconds,
  label: `objective: ${objectiveSeconds} s`,
});

const slowestObjectiveMs = Math.max(
  ...[...httpContracts, paymentEvents].map(({ latency }) => latency.p99Ms),
);
const changesObjectiveSeconds = orderChanges.latency.p99Ms / 1_000;

const bySeverity = Map.groupBy(alarms.values(), ({ severity }) => severity);
const arnsOf = (group: readonly { readonly arn: $util.Output<string> }[] = []) =>
  group.map(({ arn }) => arn);
const pages = arnsOf(bySeverity.get("page"));
const ticketsByTeam = Map.groupBy(bySeverity.get("ticket") ?? [], ({ owner }) => owner);

/** About as many rows of the grid as three columns of alarms need. */
const pageRows = Math.ceil((Math.ceil(pages.length / 3) * 23 + 50) / 40);

const failedOrders = [
  businessSeries("OrderFailed", "FailOrder", "Sum"),
  businessSeries("OrderPaymentTimedOut", "FailOrder", "Sum"),
];

const rows = [
  [
    text(
      `Something is red? Run \`npm run alarms -- --stage ${$app.stage}\`: since when, why, and which runbook. A dashed line is an objective or a limit.`,
    ),
  ],
  [
    numbers("Orders in the time shown (some end after it)", 2, [
      count("placed", businessSeries("OrderPlaced", "OrdersApi", "Sum")),
      count("fulfilled", businessSeries("OrderFulfilled", "CompleteOrder", "Sum"), green),
      count("payment declined", businessSeries("OrderPaymentDeclined", "FailOrder", "Sum"), grey),
      count("out of stock", businessSeries("OrderOutOfStock", "ReserveStock", "Sum"), grey),
    ]),
    numbers("Sales by currency", 1, currencyCodes.map(sales)),
    numbers("Our failures", 1, [
      count("failed", failedOrders, red),
      count("need manual repair", businessSeries("OrderNeedsAttention", "FailOrder", "Sum"), red),
    ]),
  ],
  [alarmStates({ title: "Must somebody act now? Green: no", arns: pageAlarms, height: 3 })],
  [...ticketsByTeam].map(([team, tickets]) =>
    alarmStates({
      title: `Can wait for the day: ${team}`,
      arns: arnsOf(tickets),
      height: 4,
      firingOnly: true,
    }),
  ),
  [
    graph({
      title: "Orders a minute",
      lines: [
        count("placed", businessSeries("OrderPlaced", "OrdersApi", "Sum")),
        count("fulfilled", businessSeries("OrderFulfilled", "CompleteOrder", "Sum"), green),
        count("failed", failedOrders, red),
      ],
    }),
    graph({
      title: "From the request to the fulfilment, in seconds",
      periodSeconds: 5 * seconds.minute,
      lines: [
        inSeconds(
          "p50 (half are faster)",
          businessSeries("OrderFulfilmentMs", "CompleteOrder", "p50"),
        ),
        inSeconds(
          "p99 (1 of 100 is slower)",
          businessSeries("OrderFulfilmentMs", "CompleteOrder", "p99"),
          orange,
        ),
      ],
    }),
  ],
  [text("## 1. The API takes an order, and the queue hands it on")],
  [
    graph({
      title: "Requests a minute",
      lines: [
        count("all", apiSeries(api, "Count", "SampleCount")),
        count("refused (4xx)", apiSeries(api, "4xx", "Sum"), grey),
        count("failed (5xx)", apiSeries(api, "5xx", "Sum"), red),
      ],
    }),
    graph({
      title: "Time of a request, in seconds",
      limit: objective(slowestObjectiveMs / 1_000),
      lines: [
        inSeconds("p50 (half are faster)", apiSeries(api, "Latency", "p50")),
        inSeconds("p99 (1 of 100 is slower)", apiSeries(api, "Latency", "p99"), orange),
      ],
    }),
    graph({
      title: "Wait in the queue Orders, in seconds",
      limit: {
        value: oldestAllowedSeconds(placedOrders),
        label: `limit: ${oldestAllowedSeconds(placedOrders)} s, one failed delivery`,
      },
      lines: [line("longest", queueSeries(ordersQueue, "ApproximateAgeOfOldestMessage"))],
    }),
  ],
  [text("## 2. The workflow reserves the stock, charges the payment and completes the order")],
  [
    graph({
      title: "Executions of the workflow a minute",
      lines: [
        count("started", workflowSeries(orderWorkflow, "ExecutionsStarted")),
        count("succeeded", workflowSeries(orderWorkflow, "ExecutionsSucceeded"), green),
        count("failed", workflowSeries(orderWorkflow, "ExecutionsFailed"), red),
        count("timed out", workflowSeries(orderWorkflow, "ExecutionsTimedOut"), orange),
      ],
    }),
    graph({
      title: "Events of the payments provider a minute",
      lines: [
        count("accepted", businessSeries("PaymentEventAccepted", "PaymentWebhook", "Sum")),
        count("refused", businessSeries("PaymentEventRefused", "PaymentWebhook", "Sum"), red),
      ],
    }),
    graph({
      title: "Orders not fulfilled, in 5 minutes",
      periodSeconds: 5 * seconds.minute,
      lines: [
        count("payment declined", businessSeries("OrderPaymentDeclined", "FailOrder", "Sum"), grey),
        count("out of stock", businessSeries("OrderOutOfStock", "ReserveStock", "Sum")),
        count(
          "payment timed out",
          businessSeries("OrderPaymentTimedOut", "FailOrder", "Sum"),
          orange,
        ),
        count("failed", businessSeries("OrderFailed", "FailOrder", "Sum"), red),
      ],
    }),
  ],
  [
    text(
      "## 3. Each change of an order reaches the sales report (outbox, stream); catalogue files bring the stock",
    ),
  ],
  [
    graph({
      title: "Longest wait in the outbox, in seconds",
      limit: objective(changesObjectiveSeconds),
      lines: [inSeconds("longest", businessSeries("OutboxLagMs", "OutboxRelay", "Maximum"))],
    }),
    graph({
      title: "Longest wait in the stream, in seconds",
      limit: objective(changesObjectiveSeconds),
      lines: [
        inSeconds(
          "longest",
          streamSeries(orderStream, "GetRecords.IteratorAgeMilliseconds", "Maximum"),
        ),
      ],
    }),
    graph({
      title: "Updates of the sales report a minute",
      lines: [
        count("added", businessSeries("SalesEventProjected", "SalesProjector", "Sum")),
        count("refused", businessSeries("SalesEventRefused", "SalesProjector", "Sum"), red),
      ],
    }),
    graph({
      title: "Catalogue files a minute",
      lines: [
        count("imported", businessSeries("ImportCompleted", "CatalogImport", "Sum")),
        count(
          "continued in another run",
          queueSeries(continuations, "NumberOfMessagesSent", "Sum"),
          grey,
        ),
        count("rows rejected", businessSeries("ImportRowRejected", "CatalogImport", "Sum"), red),
      ],
    }),
  ],
  [text("## 4. What all of them need")],
  [
    graph({
      title: "How much of each limit is used, in %",
      limit: { value: 100, label: "limit" },
      lines: [
        share(
          "database connections",
          databaseSeries(database.id, "DatabaseConnections", "Maximum"),
          stage.database.maxConnections,
        ),
        line("database capacity", databaseSeries(database.id, "ACUUtilization", "Average")),
        share(
          "concurrent invocations",
          accountSeries("ConcurrentExecutions", "Maximum"),
          stage.accountConcurrency,
        ),
      ],
    }),
    graph({
      title: "Invocations that fail, a minute",
      lines: [
        count("error or timeout", invocations("Errors"), red),
        count("throttled", invocations("Throttles"), orange),
      ],
    }),
    graph({
      title: "Messages in dead-letter queues",
      lines: [
        count(
          "all queues",
          [...deadLetterQueues.values()].map(({ queue }) =>
            queueSeries(queue, "ApproximateNumberOfMessagesVisible"),
          ),
          red,
        ),
      ],
    }),
  ],
  [alarmStates({ title: "Every alarm that wakes somebody", arns: pages, height: pageRows })],
];

function invocations(metric: "Errors" | "Throttles"): readonly MetricSeries[] {
  return [...functions.values()].map((name) => functionSeries(name, metric, "Sum"));
}

new aws.cloudwatch.Dashboard("Dashboard", {
  dashboardName: `${$app.name}-${$app.stage}`,
  dashboardBody: $jsonStringify(dashboardBody(rows)),
});
