import type { AlarmMetric } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { awsMetrics } from "./aws-metrics.ts";
import { writesMetric } from "./writes-metric.ts";

const rule = "operations/alarm-on-nothing";

/** Alarms on metrics that nothing writes: a misspelt name, dimensions that AWS does not have, a resource that does not exist. */
export function alarmOnNothing(facts: AlarmFacts): readonly Finding[] {
  return facts.alarms.flatMap((alarm) =>
    watchedMetrics(alarm).flatMap((metric): Finding[] => {
      const problem = metric.namespace.startsWith("AWS/")
        ? awsProblem(metric, facts)
        : ownProblem(metric, facts);
      if (problem === undefined) return [];
      return [
        {
          rule,
          severity: "error",
          resource: alarm.logicalName,
          message: `It reads ${metric.namespace} ${metric.metricName}: ${problem.message} It would never fire.`,
          fix: problem.fix,
        },
      ];
    }),
  );
}

type Problem = { readonly message: string; readonly fix: string };

function awsProblem(metric: AlarmMetric, { resources }: AlarmFacts): Problem | undefined {
  const { namespace, metricName, dimensions } = metric;
  const service = awsMetrics[namespace];
  if (!service) {
    return {
      message: "this gate does not know that namespace.",
      fix: "Add its metrics, with AWS's page, to workbench/gates/src/operations/alarms/aws-metrics.ts.",
    };
  }
  if (!service.names.includes(metricName)) {
    return {
      message: "AWS has no such metric.",
      fix: `Use one of those on ${service.page}.`,
    };
  }
  const given = Object.keys(dimensions).toSorted().join();
  if (!service.dimensions.some((each) => [...each].toSorted().join() === given)) {
    return {
      message: `AWS does not have it by ${given || "no dimension"}.`,
      fix: `Use the dimensions on ${service.page}.`,
    };
  }
  const unknown = Object.entries(dimensions).find(
    ([name, value]) =>
      resourceDimensions.has(name) &&
      !resources.some((each) => each.dimension === name && each.value === value),
  );
  if (!unknown) return undefined;
  return {
    message: `the program has no resource with the ${unknown[0]} ${unknown[1]}.`,
    fix: "Take the name from the resource itself.",
  };
}

/** The dimensions whose value is the name of a resource. */
const resourceDimensions = new Set([
  "ApiId",
  "DBClusterIdentifier",
  "FunctionName",
  "QueueName",
  "StateMachineArn",
  "StreamName",
  "TableName",
]);

function ownProblem(
  metric: AlarmMetric,
  { plan, filters, declared }: AlarmFacts,
): Problem | undefined {
  if (filters.some((filter) => writesMetric(filter, metric))) return undefined;
  const { namespace, metricName, dimensions } = metric;
  const declaration = declared.metrics[metricName];
  if (!declaration) {
    return {
      message: "no log metric filter writes it, and no declaration names it.",
      fix: "Use a metric of packages/contracts/src/telemetry/metrics.ts.",
    };
  }
  const writer = functionsOf(plan).find(
    ({ environment }) =>
      environment.POWERTOOLS_METRICS_NAMESPACE === namespace &&
      environment.POWERTOOLS_SERVICE_NAME === dimensions.service,
  );
  if (!writer) {
    return {
      message: `no function writes into that namespace as the service ${dimensions.service}.`,
      fix: "Take namespace and service from the function that writes the metric.",
    };
  }
  const expected = ["service", ...(declaration.dimension ? [declaration.dimension] : [])];
  const given = Object.keys(dimensions);
  if (given.toSorted().join() === expected.toSorted().join()) return undefined;
  return {
    message: `it is declared by ${expected.join(", ")}, and read by ${given.join(", ")}.`,
    fix: "CloudWatch treats each set of dimensions as a metric of its own: use the declared ones.",
  };
}
