import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import type { AlarmMetric } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { tablesOf } from "@stagecraft/plan/resources/dynamodb/tables";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";

/** A resource, and the metrics of AWS that tell when it is in trouble. */
export type WatchedResource = {
  /** `the function`, `the queue` */
  readonly kind: string;
  readonly logicalName: string;
  readonly namespace: string;
  /** The dimension that names the resource, and its value. */
  readonly dimension: string;
  readonly value: string;
  readonly metrics: readonly string[];
};

/** Whether it is a metric of that resource. */
export function isMetricOf(
  { namespace, dimension, value }: WatchedResource,
  metric: AlarmMetric,
): boolean {
  return metric.namespace === namespace && metric.dimensions[dimension] === value;
}

/** Every resource of the Plan that needs alarms. */
export function watchedResources(plan: Plan): readonly WatchedResource[] {
  const functions = functionsOf(plan);
  const asynchronous = asynchronousFunctions(plan, functions);
  return [
    ...functions.map(({ logicalName, name, arn }) => ({
      kind: "the function",
      logicalName,
      namespace: "AWS/Lambda",
      dimension: "FunctionName",
      value: name,
      metrics: [
        "Errors",
        "Throttles",
        "Duration",
        ...(asynchronous.has(arn) ? ["AsyncEventAge", "AsyncEventsDropped"] : []),
        ...(asynchronous.get(arn) ? ["DestinationDeliveryFailures"] : []),
      ],
    })),
    ...queuesOf(plan).map(({ logicalName, name }) => ({
      kind: "the queue",
      logicalName,
      namespace: "AWS/SQS",
      dimension: "QueueName",
      value: name,
      metrics: ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"],
    })),
    ...streamsOf(plan).map(({ logicalName, name }) => ({
      kind: "the stream",
      logicalName,
      namespace: "AWS/Kinesis",
      dimension: "StreamName",
      value: name,
      metrics: [
        "GetRecords.IteratorAgeMilliseconds",
        "WriteProvisionedThroughputExceeded",
        "ReadProvisionedThroughputExceeded",
      ],
    })),
    ...stateMachinesOf(plan).map(({ logicalName, arn }) => ({
      kind: "the workflow",
      logicalName,
      namespace: "AWS/States",
      dimension: "StateMachineArn",
      value: arn,
      metrics: [
        "ExecutionsFailed",
        "ExecutionsTimedOut",
        "ExecutionsAborted",
        "ExecutionThrottled",
      ],
    })),
    ...httpApisOf(plan).map(({ logicalName, apiId }) => ({
      kind: "the API",
      logicalName,
      namespace: "AWS/ApiGateway",
      dimension: "ApiId",
      value: apiId,
      metrics: ["5xx", "4xx", "Latency"],
    })),
    ...databasesOf(plan).map(({ logicalName, clusterIdentifier }) => ({
      kind: "the database",
      logicalName,
      namespace: "AWS/RDS",
      dimension: "DBClusterIdentifier",
      value: clusterIdentifier,
      metrics: ["DatabaseConnections", "ACUUtilization", "Deadlocks"],
    })),
    ...tablesOf(plan).map(({ logicalName, name }) => ({
      kind: "the table",
      logicalName,
      namespace: "AWS/DynamoDB",
      dimension: "TableName",
      value: name,
      metrics: ["ReadThrottleEvents", "WriteThrottleEvents"],
    })),
  ];
}

/** The ARNs of functions that something invokes asynchronously, and whether they have a destination for failures. */
function asynchronousFunctions(
  plan: Plan,
  functions: readonly FunctionDefinition[],
): ReadonlyMap<string, boolean> {
  const configs = resourcesOf(
    plan,
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  );
  /** Names or ARNs. */
  const configured = new Set(configs.map(({ inputs }) => inputs.functionName));
  const withDestination = new Set(
    eventInvokeConfigsOf(plan)
      .filter(({ onFailureArn }) => onFailureArn !== undefined)
      .map(({ functionArn }) => functionArn),
  );
  return new Map(
    functions
      .filter(({ name, arn }) => configured.has(name) || configured.has(arn))
      .map(({ arn }) => [arn, withDestination.has(arn)]),
  );
}
