import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { FlowBox } from "./flow-box.ts";
import { boxId, type Edge } from "./graph.ts";
import { scheduleText } from "./schedule-text.ts";
import type { Thing } from "./things.ts";

/** What calls functions: callers that are nothing else, and the edges from them and from things. */
export type Triggers = { readonly callers: readonly FlowBox[]; readonly edges: readonly Edge[] };

const client: FlowBox = {
  id: "client",
  title: "Client",
  notes: ["HTTPS"],
  shape: "client",
  start: "request",
};

export function triggersOf(plan: Plan, things: readonly Thing[]): Triggers {
  const all = [
    apiTriggers(plan),
    scheduleTriggers(plan),
    deployTriggers(plan),
    { callers: [], edges: [...sourceEdges(plan, things), ...bucketEdges(plan)] },
    { callers: [], edges: taskEdges(plan) },
  ];
  return {
    callers: all.flatMap(({ callers }) => callers),
    edges: all.flatMap(({ edges }) => edges),
  };
}

/** The id of a function's box, by its ARN or its name. */
export function functionId(plan: Plan, nameOrArn: string): string {
  const called = functionsOf(plan).find(({ arn, name }) => [arn, name].includes(nameOrArn));
  return boxId("function", called?.logicalName ?? nameOrArn);
}

function apiTriggers(plan: Plan): Triggers {
  const apis = httpApisOf(plan);
  if (apis.length === 0) return { callers: [], edges: [] };
  return {
    callers: [
      client,
      ...apis.map(
        ({ logicalName }): FlowBox => ({
          id: boxId("api", logicalName),
          title: logicalName,
          notes: ["HTTP API"],
          shape: "api",
        }),
      ),
    ],
    edges: apis.flatMap(({ logicalName, routes }) => [
      { from: client.id, to: boxId("api", logicalName) },
      ...[...Map.groupBy(routes, ({ functionArn }) => functionArn)].map(([functionArn, of]) => ({
        from: boxId("api", logicalName),
        to: functionId(plan, functionArn),
        label: of.length === 1 ? String(of[0]?.routeKey) : `${of.length} routes`,
      })),
    ]),
  };
}

function scheduleTriggers(plan: Plan): Triggers {
  const schedules = schedulesOf(plan);
  return {
    callers: schedules.map(({ logicalName, expression }) => ({
      id: boxId("schedule", logicalName),
      title: logicalName,
      shape: "trigger",
      start: "schedule",
      notes: ["Schedule", scheduleText(expression)],
    })),
    edges: schedules.map(({ logicalName, targetArn }) => ({
      from: boxId("schedule", logicalName),
      to: functionId(plan, targetArn),
    })),
  };
}

function deployTriggers(plan: Plan): Triggers {
  const invocations = resourcesOf(plan, "aws:lambda/invocation:Invocation");
  return {
    callers: invocations.map(({ name }) => ({
      id: boxId("deploy", name),
      title: name,
      notes: ["at a deploy"],
      shape: "trigger",
      start: "hand",
    })),
    edges: invocations.map(({ name, inputs }) => ({
      from: boxId("deploy", name),
      to: functionId(plan, String(inputs.functionName)),
    })),
  };
}

function sourceEdges(plan: Plan, things: readonly Thing[]): readonly Edge[] {
  const sources = [
    ...queueSourcesOf(plan).map(({ queueArn, functionArn }) => ({ arn: queueArn, functionArn })),
    ...streamSourcesOf(plan).map(({ streamArn, functionArn }) => ({
      arn: streamArn,
      functionArn,
    })),
  ];
  return sources.flatMap(({ arn, functionArn }) =>
    things
      .filter((thing) => thing.arn === arn)
      .map(({ box }) => ({ from: box.id, to: functionId(plan, functionArn) })),
  );
}

function bucketEdges(plan: Plan): readonly Edge[] {
  return bucketsOf(plan).flatMap(({ logicalName, notifications }) =>
    notifications
      .filter(({ target }) => target === "function")
      .map(({ targetArn, prefix, suffix }) => ({
        from: boxId("bucket", logicalName),
        to: functionId(plan, targetArn),
        label: `${prefix}*${suffix}`,
      })),
  );
}

/** Functions that a workflow's tasks name. */
function taskEdges(plan: Plan): readonly Edge[] {
  return stateMachinesOf(plan).flatMap(({ logicalName, definition }) =>
    functionsOf(plan)
      .filter(({ arn }) => definition.includes(`"${arn}"`))
      .map(({ arn }) => ({ from: boxId("machine", logicalName), to: functionId(plan, arn) })),
  );
}
