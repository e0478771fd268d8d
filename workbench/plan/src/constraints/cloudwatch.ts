import {
  bandOperators,
  comparisonOperators,
  missingDataTreatments,
} from "../resources/cloudwatch/metric-alarm-definition.ts";
import { metricUnits } from "../resources/cloudwatch/metric-units.ts";
import {
  all,
  type Constraint,
  enumOf,
  has,
  hasNone,
  integer,
  is,
  matching,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const reference = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";

const alarmName = matching("[^\\u0000-\\u001f\\u007f]{1,255}", "1 to 255 printable characters");

/** An action may be an ARN without account: `arn:aws:automate:us-east-1:ec2:stop`. */
const actionsOf = (services: string, of: string): Constraint => ({
  type: "array",
  maxItems: 5,
  items: {
    ...matching(`arn:aws[a-z-]*:(?:${services}):.+`, `${of}, of at most 1024 characters`),
    maxLength: 1_024,
  },
});

const actions = actionsOf("[a-z0-9-]+", "an ARN");

/** A composite alarm cannot stop an instance or scale. */
const compositeActions = actionsOf(
  "sns|lambda|ssm|ssm-incidents|aiops",
  "an ARN of SNS, Lambda, Systems Manager or an investigation group",
);

const periodSeconds: Constraint = {
  anyOf: [{ enum: [10, 20, 30] }, { type: "integer", minimum: 60, multipleOf: 60 }],
  description: "10, 20, 30 or a multiple of 60 seconds",
};

const printable = (begin: string, maxLength: number, what: string) =>
  matching(
    `(?=.*\\S)${begin}[\\u0020-\\u007e]{1,${maxLength}}`,
    `${what} of 1 to ${maxLength} ASCII characters, not only spaces`,
  );

const dimensions: Constraint = {
  type: "object",
  maxProperties: 30,
  propertyNames: printable("(?!:)", 255, "a name without a colon in front,"),
  additionalProperties: printable("", 1_024, "a value"),
  page: `${reference}/API_Dimension.html`,
};

const namespace = matching(
  "(?!:)[^\\u0000-\\u001f\\u007f]{1,255}",
  "1 to 255 printable characters, not beginning with a colon",
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const percentage = "(?:\\d{1,2}(?:\\.\\d{1,10})?|100(?:\\.0{1,10})?)";
const extendedStatistic = `(?:p|tm|tc|ts|wm)${percentage}|IQM|PR\\([^)]*:[^)]*\\)|(?:TM|TC|TS|WM)\\([^)]*:[^)]*\\)`;
const statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
const statisticsPage =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html";

const ofOneMetric = [
  ...["metricName", "namespace", "dimensions", "period", "unit"],
  ...["statistic", "extendedStatistic"],
];

export const cloudwatchConstraints: ServiceConstraints = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    page: `${reference}/API_PutMetricAlarm.html`,
    required: ["comparisonOperator", "evaluationPeriods"],
    properties: {
      name: alarmName,
      alarmDescription: text(0, 1_024),
      alarmActions: actions,
      okActions: actions,
      insufficientDataActions: actions,
      metricName: text(1, 255),
      namespace,
      dimensions,
      period: periodSeconds,
      unit: enumOf(...metricUnits),
      statistic: enumOf(...statistics),
      extendedStatistic: {
        ...matching(extendedStatistic, "an extended statistic such as p99 or TM(10%:90%)"),
        page: statisticsPage,
      },
      evaluationPeriods: integer(1),
      datapointsToAlarm: integer(1),
      threshold: unconstrained,
      thresholdMetricId: text(1, 255),
      comparisonOperator: enumOf(...comparisonOperators),
      treatMissingData: enumOf(...missingDataTreatments),
      evaluateLowSampleCountPercentiles: enumOf("evaluate", "ignore"),
      metricQueries: {
        type: "array",
        minItems: 1,
        page: `${reference}/API_MetricDataQuery.html`,
        items: {
          required: ["id"],
          properties: {
            id: matching(
              "[a-z][A-Za-z0-9_]{0,254}",
              "1 to 255 letters, digits and underscores, beginning with a small letter",
            ),
            accountId: text(1, 255),
            expression: text(1, 2_048),
            label: unconstrained,
            period: periodSeconds,
            metric: {
              required: ["metricName", "period", "stat"],
              properties: {
                metricName: text(1, 255),
                namespace,
                dimensions,
                period: periodSeconds,
                stat: {
                  ...matching(`${statistics.join("|")}|${extendedStatistic}`, "a statistic"),
                  page: statisticsPage,
                },
                unit: enumOf(...metricUnits),
              },
            },
          },
          ...when(has("expression"), hasNone("metric"), has("metric")),
          description: "a query with either an expression or a metric",
          page: `${reference}/API_MetricDataQuery.html`,
        },
      },
      tags,
    },
    rules: [
      {
        ...when(
          has("metricQueries"),
          hasNone(...ofOneMetric),
          has("metricName", "namespace", "period"),
        ),
        description:
          "an alarm has metric queries, or the name, namespace and period of one metric, not both",
      },
      {
        ...when(has("metricName"), {
          anyOf: [
            all(has("statistic"), hasNone("extendedStatistic")),
            all(has("extendedStatistic"), hasNone("statistic")),
          ],
        }),
        description: "an alarm of one metric has a statistic or an extended statistic, not both",
      },
      {
        ...when(has("thresholdMetricId"), hasNone("threshold"), has("threshold")),
        description:
          "an alarm has a threshold, or with thresholdMetricId an anomaly detection band, not both",
      },
      {
        ...when(is("comparisonOperator", ...bandOperators), has("thresholdMetricId")),
        description: "a comparison with an upper or lower threshold needs thresholdMetricId",
      },
    ],
  },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    page: `${reference}/API_PutCompositeAlarm.html`,
    required: ["alarmName", "alarmRule"],
    properties: {
      alarmName,
      alarmDescription: text(0, 1_024),
      alarmRule: text(1, 10_240),
      alarmActions: compositeActions,
      okActions: compositeActions,
      insufficientDataActions: compositeActions,
      actionsSuppressor: {
        required: ["alarm", "waitPeriod", "extensionPeriod"],
        properties: {
          alarm: text(1, 1_600),
          waitPeriod: integer(0),
          extensionPeriod: integer(0),
        },
      },
      tags,
    },
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    page: `${reference}/API_PutDashboard.html`,
    required: ["dashboardName", "dashboardBody"],
    properties: {
      dashboardName: matching(
        "[A-Za-z0-9_-]{1,255}",
        "1 to 255 letters, digits, hyphens and underscores",
      ),
      // validation/dashboards.ts reads it.
      dashboardBody: unconstrained,
    },
  },
};
