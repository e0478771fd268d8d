import type { Plan, Resource } from "@stagecraft/plan/plan";
import { ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { logMetricFiltersOf } from "@stagecraft/plan/resources/cloudwatch/log-metric-filters";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { unreadObjectsOf } from "@stagecraft/plan/resources/s3/bucket-objects";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import type { LocalService } from "./local-service.ts";

/** What belongs to no service of the stage, but is respected or named elsewhere: permissions, the network, parts of other resources. */
const otherTypes = [
  /^random:/,
  // SST's own steps at a deploy; the resource that needs them is named.
  /^pulumi-nodejs:/,
  // Parts of what is named by its API, distribution or rule.
  /^aws:apigateway\/(?!restApi:)/,
  // They watch the bill of an account, which there is none of here.
  /^aws:(budgets|costexplorer)\//,
  /^aws:cloudfront\/(?!distribution:)/,
  /^aws:cloudwatch\/eventTarget:/,
  /^aws:ec2\/(?!instance:|launchTemplate:|vpnGateway|clientVpn)/,
  /^aws:(iam|kms|vpc)\//,
  // Names inside a VPC, which SST creates with every VPC.
  /^aws:servicediscovery\//,
];

/**
 * What the Plan has and the stage does not serve, a line each: resources by the component that a person wrote, those of one type
 * together; then routes, triggers and objects that lead to something that is not there.
 */
export function unservedIn(
  plan: Plan,
  services: readonly Pick<LocalService, "resourceTypes">[],
): readonly string[] {
  const servedTypes = [...otherTypes, ...services.flatMap(({ resourceTypes }) => resourceTypes)];
  return [
    ...unservedResources(plan, servedTypes),
    ...unservedRoutes(plan),
    ...unservedTriggers(plan),
    ...unservedObjects(plan),
    ...unservedActions(plan),
    ...unservedMetricFilters(plan),
  ].map((what) => `not served here: ${what}`);
}

function unservedObjects(plan: Plan): readonly string[] {
  return unreadObjectsOf(plan).map(
    ({ logicalName, inputs }) => `${logicalName}: an object with ${inputs.join(", ")}`,
  );
}

function unservedResources(plan: Plan, servedTypes: readonly RegExp[]): readonly string[] {
  const databases = new Set(databasesOf(plan).map(({ logicalName }) => logicalName));
  // What else is sent to a topic, and its subscriptions, is not served.
  const topics = new Set<unknown>(alarmActionsIn(plan).map(([action]) => action));
  const isServed = (resource: Resource) => {
    if (resource.type.startsWith("aws:rds/cluster:")) return databases.has(ownName(resource));
    if (/^aws:sns\/(topic|topicPolicy):/.test(resource.type)) {
      return topics.has(resource.outputs.arn ?? resource.inputs.arn);
    }
    return servedTypes.some((type) => type.test(resource.type)) && !isWebSocket(resource);
  };
  const unserved = plan.resources.filter(
    (resource) => !resource.type.startsWith("sst:") && !isServed(resource),
  );
  const kinds = new Map<string, string[]>();
  for (const [name, resources] of Map.groupBy(unserved, (each) => writtenAs(plan, each))) {
    const types = [...new Set(resources.map(kindOf))].toSorted().join(", ");
    kinds.set(types, [...(kinds.get(types) ?? []), name]);
  }
  return [...kinds].map(([types, names]) => `${names.join(", ")} (${types})`);
}

/** The actions of all alarms, each with the logical name of its alarm. */
function alarmActionsIn(plan: Plan): readonly (readonly [action: string, alarm: string])[] {
  return [...metricAlarmsOf(plan), ...compositeAlarmsOf(plan)].flatMap(
    ({ logicalName, alarmActions, okActions, insufficientDataActions }) =>
      [...alarmActions, ...okActions, ...insufficientDataActions].map(
        (action) => [action, logicalName] as const,
      ),
  );
}

/** Actions other than a message to a topic of the program. */
function unservedActions(plan: Plan): readonly string[] {
  const topics = new Set(
    resourcesOf(plan, "aws:sns/topic:Topic").map((topic) => textOf(topic, "arn")),
  );
  const unserved = alarmActionsIn(plan).filter(([action]) => !topics.has(action));
  const byAction = Map.groupBy(unserved, ([action]) => action);
  return [...byAction].map(([action, uses]) => {
    const alarms = [...new Set(uses.map(([, alarm]) => alarm))].toSorted();
    return `${alarms.join(", ")}: the action ${action}`;
  });
}

/** Metric filters of log groups that no function writes to. */
function unservedMetricFilters(plan: Plan): readonly string[] {
  const written = new Set(functionsOf(plan).map(({ logging }) => logging.logGroup));
  return logMetricFiltersOf(plan)
    .filter(({ logGroupName }) => !written.has(logGroupName))
    .map(({ logicalName, logGroupName }) => `${logicalName}: a metric filter of ${logGroupName}`);
}

function isWebSocket({ type, inputs }: Resource): boolean {
  return type === "aws:apigatewayv2/api:Api" && inputs.protocolType === "WEBSOCKET";
}

/** `aws:sns/topic:Topic` as `sns Topic`. */
function kindOf(resource: Resource): string {
  const [, service, kind] = /^[^:]+:([^/:]+).*:([^:]+)$/.exec(resource.type) ?? [];
  if (isWebSocket(resource)) return "apigatewayv2 WebSocket API";
  return service && kind ? `${service} ${kind}` : resource.type;
}

/** The outermost component, which is in the program. */
function writtenAs(plan: Plan, resource: Resource): string {
  const { parent } = resource;
  if (parent === null) return resource.name;
  const above = plan.resources.find(({ type, name }) => name === parent && type.startsWith("sst:"));
  return above ? writtenAs(plan, above) : parent;
}

function unservedRoutes(plan: Plan): readonly string[] {
  return httpApisOf(plan).flatMap(({ logicalName, routes }) =>
    routes.flatMap(({ routeKey, unserved }) =>
      unserved === undefined ? [] : [`${routeKey} of ${logicalName}: ${unserved}`],
    ),
  );
}

function unservedTriggers(plan: Plan): readonly string[] {
  const functions = new Set(functionsOf(plan).map(({ arn }) => arn));
  const sources = new Set([
    ...queuesOf(plan).map(({ arn }) => arn),
    ...streamsOf(plan).map(({ arn }) => arn),
  ]);
  const polled = new Set([
    ...queueSourcesOf(plan)
      .filter(({ queueArn }) => sources.has(queueArn))
      .map(({ uuid }) => uuid),
    ...streamSourcesOf(plan)
      .filter(({ streamArn }) => sources.has(streamArn))
      .map(({ uuid }) => uuid),
  ]);
  const mappings = plan.resources.filter(
    ({ type, inputs, outputs }) =>
      type === "aws:lambda/eventSourceMapping:EventSourceMapping" &&
      !(polled.has(String(outputs.uuid)) && functions.has(String(inputs.functionName))),
  );
  return [
    ...mappings.map(
      (mapping) =>
        `${ownName(mapping)}: from ${mapping.inputs.eventSourceArn} to ${mapping.inputs.functionName}`,
    ),
    ...schedulesOf(plan)
      .filter(({ targetArn }) => !functions.has(targetArn))
      .map(({ logicalName, targetArn }) => `${logicalName}: a schedule of ${targetArn}`),
  ];
}
