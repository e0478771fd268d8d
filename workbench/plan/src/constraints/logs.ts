import { metricUnits } from "../resources/cloudwatch/metric-units.ts";
import {
  all,
  enumOf,
  has,
  matching,
  property,
  type ServiceConstraints,
  tags,
  text,
  when,
} from "./constraint.ts";

const name = "[\\w./#-]";

const metricText = matching(
  "[^:*$\\u0000-\\u001f]{1,255}",
  "1 to 255 printable characters without : * and $",
);

const metricFiltersPage =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html";

export const logsConstraints: ServiceConstraints = {
  "aws:cloudwatch/logGroup:LogGroup": {
    page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
    properties: {
      name: matching(`${name}{1,512}`, "1 to 512 letters, digits and _-/.#"),
      // Pulumi adds 26 digits to it.
      namePrefix: matching(`${name}{1,486}`, "1 to 486 letters, digits and _-/.#"),
      retentionInDays: {
        ...enumOf(
          ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827],
          ...[2192, 2557, 2922, 3288, 3653],
        ),
        page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
      },
      kmsKeyId: { maxLength: 256 },
      logGroupClass: enumOf("STANDARD", "INFREQUENT_ACCESS", "DELIVERY"),
      tags,
    },
    rules: [
      {
        not: has("name", "namePrefix"),
        description: "a log group has a name or a name prefix, not both",
      },
    ],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html",
    required: ["logGroupName", "pattern", "metricTransformation"],
    properties: {
      name: matching(
        "[^:*\\u0000-\\u001f]{1,512}",
        "1 to 512 printable characters without : and *",
      ),
      logGroupName: matching(`${name}{1,512}`, "1 to 512 letters, digits and _-/.#"),
      pattern: text(0, 1_024),
      metricTransformation: {
        required: ["name", "namespace", "value"],
        not: has("defaultValue", "dimensions"),
        description: "a metric with a default value or with dimensions, not both",
        page: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html",
        properties: {
          name: metricText,
          namespace: metricText,
          value: text(1, 100),
          defaultValue: matching("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?", "a number"),
          dimensions: {
            type: "object",
            maxProperties: 3,
            propertyNames: text(1, 255),
            additionalProperties: text(1, 255),
          },
          unit: enumOf(...metricUnits),
        },
      },
    },
    rules: [
      {
        ...when(
          all(has("metricTransformation"), property("metricTransformation", has("dimensions"))),
          property("pattern", { pattern: "^\\s*[{\\[]" }),
        ),
        description: "dimensions need a filter pattern for JSON or for space-delimited events",
        page: metricFiltersPage,
      },
    ],
  },
};
