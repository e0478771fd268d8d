import {
  arn,
  type Constraint,
  enumOf,
  matching,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
} from "./constraint.ts";

const usd = matching("[0-9]*\\.?[0-9]+", "a decimal number");
const name = text(1, 1_024);

const notification: Constraint = {
  type: "object",
  required: ["comparisonOperator", "notificationType", "threshold", "thresholdType"],
  properties: {
    comparisonOperator: enumOf("GREATER_THAN", "LESS_THAN", "EQUAL_TO"),
    notificationType: enumOf("ACTUAL", "FORECASTED"),
    threshold: { type: "number", minimum: 0, maximum: 15_000_000_000_000 },
    thresholdType: enumOf("PERCENTAGE", "ABSOLUTE_VALUE"),
    subscriberEmailAddresses: {
      type: "array",
      maxItems: 10,
      items: matching("\\S+@\\S+", "an e-mail address"),
    },
    subscriberSnsTopicArns: { type: "array", maxItems: 1, items: arn("sns") },
  },
};

/** Budgets and Cost Anomaly Detection. */
export const costManagementConstraints: ServiceConstraints = {
  "aws:budgets/budget:Budget": {
    page: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html",
    required: ["budgetType", "timeUnit"],
    properties: {
      name: matching("[^:\\\\]{1,100}", "1 to 100 characters without a colon or a backslash"),
      accountId: matching("[0-9]{12}", "12 digits"),
      budgetType: enumOf(
        ...["COST", "USAGE", "RI_UTILIZATION", "RI_COVERAGE"],
        ...["SAVINGS_PLANS_UTILIZATION", "SAVINGS_PLANS_COVERAGE"],
      ),
      timeUnit: enumOf("DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"),
      limitAmount: usd,
      limitUnit: enumOf("USD"),
      timePeriodStart: unconstrained,
      timePeriodEnd: unconstrained,
      costFilters: unconstrained,
      costTypes: unconstrained,
      notifications: { type: "array", maxItems: 10, items: notification },
      tags,
    },
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    page: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalyMonitor.html",
    required: ["monitorType"],
    properties: {
      name,
      monitorType: enumOf("DIMENSIONAL", "CUSTOM"),
      monitorDimension: enumOf("SERVICE"),
      monitorSpecification: unconstrained,
      tags,
    },
  },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    page: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html",
    required: ["frequency", "monitorArnLists", "subscribers"],
    properties: {
      name,
      accountId: matching("[0-9]{12}", "12 digits"),
      frequency: enumOf("DAILY", "IMMEDIATE", "WEEKLY"),
      monitorArnLists: { type: "array", minItems: 1, items: arn("ce") },
      subscribers: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["address", "type"],
          properties: { address: text(6, 302), type: enumOf("EMAIL", "SNS") },
        },
      },
      thresholdExpression: unconstrained,
      tags,
    },
  },
};
