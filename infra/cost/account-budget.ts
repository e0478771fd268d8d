import { topics } from "../alarms/notifications.ts";
import { physicalName } from "../physical-name.ts";
import { stage } from "../stages.ts";

/**
 * AWS's own budget, with the stage's amount (budgets.json). It tells of what was spent and of what AWS expects until the end of
 * the month, some hours late. It counts the whole account, as MonthlyCharges does: what a stage costs alone is known
 * only once its tags are activated as cost allocation tags.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 */
new aws.budgets.Budget("MonthlyBudget", {
  name: physicalName("MonthlyBudget"),
  budgetType: "COST",
  timeUnit: "MONTHLY",
  limitAmount: String(stage.monthlyBudgetUsd),
  limitUnit: "USD",
  notifications: [
    notification("ACTUAL", 80),
    notification("ACTUAL", 100),
    notification("FORECASTED", 100),
  ],
});

/**
 * What the stage's tag has cost, compared by AWS with what is usual. An account has one monitor of all services, and it may have that
 * already: https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
 */
const monitor = new aws.costexplorer.AnomalyMonitor("CostAnomalies", {
  name: physicalName("CostAnomalies"),
  monitorType: "CUSTOM",
  monitorSpecification: JSON.stringify({
    Tags: { Key: "sst:stage", Values: [$app.stage], MatchOptions: ["EQUALS"] },
  }),
});

/** A tenth of the budget a month is worth a person's time. */
const anomalyUsd = Math.ceil(stage.monthlyBudgetUsd / 10);

new aws.costexplorer.AnomalySubscription("CostAnomalyTickets", {
  name: physicalName("CostAnomalyTickets"),
  frequency: "IMMEDIATE",
  monitorArnLists: [monitor.arn],
  subscribers: [{ type: "SNS", address: topics.ticket }],
  thresholdExpression: {
    dimension: {
      key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
      matchOptions: ["GREATER_THAN_OR_EQUAL"],
      values: [String(anomalyUsd)],
    },
  },
});

/** Tells the tickets above a share of the budget, in per cent. */
function notification(notificationType: "ACTUAL" | "FORECASTED", threshold: number) {
  return {
    notificationType,
    comparisonOperator: "GREATER_THAN",
    threshold,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [topics.ticket],
  };
}
