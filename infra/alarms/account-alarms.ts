import { seconds } from "../../packages/contracts/src/seconds.ts";
import { stage } from "../stages.ts";
import { alarm, atTheFirst } from "./alarm.ts";
import { accountSeries } from "./metric-series.ts";

/** What concerns all functions of the account. */
const account = { owner: "orders team", withoutData: "quiet" } as const;

const ifItIsALoop = `A loop is stopped by npm run stop-intake -- --stage ${$app.stage}.`;

alarm("AccountConcurrency", {
  ...account,
  means: `More than 80 % of the account's ${stage.accountConcurrency} concurrent executions are used: soon no function runs.`,
  severity: "page",
  isRootCause: true,
  runbook: "throttled",
  watches: accountSeries("ConcurrentExecutions", "Maximum"),
  above: 0.8 * stage.accountConcurrency,
  periodSeconds: seconds.minute,
  periods: { above: 2, of: 2 },
});

alarm("RecursionStopped", {
  ...account,
  means: "Lambda has stopped a function that calls itself through a queue.",
  severity: "page",
  runbook: "recursion",
  watches: accountSeries("RecursiveInvocationsDropped", "Sum"),
  ...atTheFirst,
});

// AWS writes the estimate a few times a day, in us-east-1 only, once "Receive CloudWatch billing alerts" is turned on:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
alarm("MonthlyCharges", {
  ...account,
  means: `The account has cost more than ${stage.monthlyBudgetUsd} USD this month. ${ifItIsALoop}`,
  severity: "ticket",
  runbook: "cost-anomaly",
  watches: {
    namespace: "AWS/Billing",
    name: "EstimatedCharges",
    dimensions: { Currency: "USD" },
    statistic: "Maximum",
  },
  above: stage.monthlyBudgetUsd,
  periodSeconds: 6 * seconds.hour,
  periods: { above: 1, of: 1 },
});

alarm("UnusualUse", {
  ...account,
  means: `The account's functions are invoked much more often than usual at this hour. ${ifItIsALoop}`,
  severity: "ticket",
  runbook: "cost-anomaly",
  watches: accountSeries("Invocations", "Sum"),
  above: { usualBy: 5 },
  periodSeconds: 5 * seconds.minute,
  periods: { above: 3, of: 3 },
});
