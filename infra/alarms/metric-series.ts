import type { metrics } from "../../packages/contracts/src/telemetry/metrics.ts";
import { metricsNamespaceOf } from "../metrics-namespace.ts";

/** One metric of CloudWatch with one statistic: `Sum`, `Maximum`, `p99`. */
export type MetricSeries = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: { readonly [name: string]: $util.Input<string> };
  readonly statistic: string;
};

/** A metric that the system's functions count themselves (packages/contracts/src/telemetry/metrics.ts), and which of them does. */
export function businessSeries(
  name: keyof typeof metrics,
  service: string,
  statistic: "Sum" | "Maximum" | "p50" | "p99",
  dimensions: { readonly [name: string]: string } = {},
): MetricSeries {
  return {
    namespace: metricsNamespaceOf(),
    name,
    dimensions: { service, ...dimensions },
    statistic,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function functionSeries(
  functionName: $util.Input<string>,
  name: string,
  statistic: string,
): MetricSeries {
  return {
    namespace: "AWS/Lambda",
    name,
    dimensions: { FunctionName: functionName },
    statistic,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function accountSeries(name: string, statistic: string): MetricSeries {
  return { namespace: "AWS/Lambda", name, dimensions: {}, statistic };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export function queueSeries(
  queue: sst.aws.Queue,
  name: string,
  statistic = "Maximum",
): MetricSeries {
  return {
    namespace: "AWS/SQS",
    name,
    dimensions: { QueueName: queue.nodes.queue.name },
    statistic,
  };
}

/** https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html */
export function streamSeries(
  stream: sst.aws.KinesisStream,
  name: string,
  statistic: string,
): MetricSeries {
  return {
    namespace: "AWS/Kinesis",
    name,
    dimensions: { StreamName: stream.name },
    statistic,
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
export function workflowSeries(machine: sst.aws.StepFunctions, name: string): MetricSeries {
  return {
    namespace: "AWS/States",
    name,
    dimensions: { StateMachineArn: machine.arn },
    statistic: "Sum",
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
export function apiSeries(
  api: sst.aws.ApiGatewayV2,
  name: string,
  statistic: string,
): MetricSeries {
  return {
    namespace: "AWS/ApiGateway",
    name,
    dimensions: { ApiId: api.nodes.api.id },
    statistic,
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html */
export function databaseSeries(
  clusterIdentifier: $util.Input<string>,
  name: string,
  statistic: string,
): MetricSeries {
  return {
    namespace: "AWS/RDS",
    name,
    dimensions: { DBClusterIdentifier: clusterIdentifier },
    statistic,
  };
}
