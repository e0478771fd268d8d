import { matchesAction, matchesResource } from "@stagecraft/iam/wildcard-match";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { isObject, objectOf, ownName, resourcesOf } from "@stagecraft/plan/resources";
import { type Grant, grantsOf } from "@stagecraft/plan/resources/iam/role-grants";
import { rolesOf } from "@stagecraft/plan/resources/iam/roles";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { splitFunctionArn } from "@stagecraft/plan/resources/lambda/function-arn";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Contract } from "../../contracts/declarations.ts";
import { taskAttempts } from "./task-attempts.ts";

/** One event leads from one part of the program to another. Parts are named as in the program. */
export type EventEdge = {
  readonly from: string;
  readonly to: string;
  /** The most often that one event leads there, with all retries. Infinity: without an end. */
  readonly attempts: number;
};

/** Which parts of a program cause which others. */
export type EventGraph = {
  /** By triggers, and by what roles may send to. */
  readonly edges: readonly EventEdge[];
  /** By contracts: what passes through a database, such as an outbox, has no trigger that shows it. */
  readonly declared: readonly Pick<EventEdge, "from" | "to">[];
  /** The parts that run code, whose calls cost. */
  readonly functions: ReadonlySet<string>;
};

/** A part that events can be sent to, and the actions that send them. */
type Target = { readonly name: string; readonly arn: string; readonly actions: readonly string[] };

/**
 * The graph of a Plan: what triggers a function, as the Plan has it, and what each function and workflow may send to, by the policies of
 * its role. What a function does not send, but may send, counts.
 */
export function eventGraphOf(plan: Plan, contracts: readonly Contract[]): EventGraph {
  const targets = targetsOf(plan);
  const edges: readonly EventEdge[] = [
    ...sendersOf(plan).flatMap(({ name, isWorkflow, grants }) =>
      targets
        // A workflow calls functions in its states, whose retries count: see workflowTasks.
        .filter(({ actions }) => !isWorkflow || !actions.includes("lambda:InvokeFunction"))
        .filter((target) => grants.some((grant) => reaches(grant, target)))
        .map(({ name: to }) => ({ from: name, to, attempts: 1 })),
    ),
    ...mappings(plan),
    ...notifications(plan),
    ...schedules(plan),
    ...subscriptions(plan),
    ...busTargets(plan),
    ...workflowTasks(plan),
    ...failures(plan),
  ];
  return {
    edges,
    declared: declared(plan, contracts).filter((step) => !isTriggered(edges, step)),
    functions: new Set(resourcesOf(plan, "aws:lambda/function:Function").map(ownName)),
  };
}

/** Whether the producer may send to what triggers the consumer: the edges show that step already. */
function isTriggered(edges: readonly EventEdge[], { from, to }: Pick<EventEdge, "from" | "to">) {
  const channels = edges.filter((edge) => edge.from === from).map((edge) => edge.to);
  return edges.some((edge) => edge.to === to && channels.includes(edge.from));
}

type Sender = {
  readonly name: string;
  readonly isWorkflow: boolean;
  readonly grants: readonly Grant[];
};

function sendersOf(plan: Plan): readonly Sender[] {
  const grantsOfRole = new Map(rolesOf(plan).map((role) => [role.arn, grantsOf(role)]));
  return ["aws:lambda/function:Function", "aws:sfn/stateMachine:StateMachine"]
    .flatMap((type) => resourcesOf(plan, type))
    .map((resource) => ({
      name: ownName(resource),
      isWorkflow: resource.type.startsWith("aws:sfn/"),
      grants: grantsOfRole.get(String(resource.inputs.role ?? resource.inputs.roleArn)) ?? [],
    }));
}

/** A bucket is a target once for each prefix that triggers something, and a table once it has a stream. */
function targetsOf(plan: Plan): readonly Target[] {
  const ofType = (type: string, actions: readonly string[]) =>
    resourcesOf(plan, type).map((resource) => ({
      name: ownName(resource),
      arn: String(resource.outputs.arn),
      actions,
    }));
  return [
    ...ofType("aws:sqs/queue:Queue", ["sqs:SendMessage"]),
    ...ofType("aws:sns/topic:Topic", ["sns:Publish"]),
    ...ofType("aws:kinesis/stream:Stream", ["kinesis:PutRecord", "kinesis:PutRecords"]),
    ...ofType("aws:dynamodb/table:Table", [
      "dynamodb:BatchWriteItem",
      "dynamodb:DeleteItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
    ]),
    ...ofType("aws:cloudwatch/eventBus:EventBus", ["events:PutEvents"]),
    ...ofType("aws:sfn/stateMachine:StateMachine", ["states:StartExecution"]),
    ...ofType("aws:lambda/function:Function", ["lambda:InvokeFunction"]),
    ...bucketsOf(plan).flatMap(({ logicalName, arn, notifications: list }) =>
      list.map(({ prefix }) => ({
        name: placeName(logicalName, prefix),
        arn: `${arn}/${prefix}`,
        actions: ["s3:DeleteObject", "s3:PutObject"],
      })),
    ),
  ];
}

function placeName(bucket: string, prefix: string): string {
  return `${bucket}/${prefix}*`;
}

/** Whether a grant allows to send to the target. For a prefix: whether some object below it is allowed. */
function reaches(grant: Grant, { arn, actions }: Target): boolean {
  if (!actions.some((action) => matchesAction(grant.action, action))) return false;
  if (arn.startsWith("arn:aws:s3:::")) {
    const literal = grant.resource.split(/[*?$]/)[0] ?? "";
    return literal.startsWith(arn) || arn.startsWith(literal);
  }
  const { functionArn } = splitFunctionArn(grant.resource);
  return functionArn === arn || matchesResource(grant.resource, arn);
}

function nameOf(plan: Plan, arn: string): string {
  const { functionArn } = splitFunctionArn(arn);
  const found = plan.resources.find(({ outputs }) => outputs.arn === functionArn);
  return found ? ownName(found) : arn;
}

/** Event source mappings. A queue without a dead-letter queue, and a stream without limits, deliver until the messages expire. */
function mappings(plan: Plan): readonly EventEdge[] {
  const queues = new Map(queuesOf(plan).map((queue) => [queue.arn, queue]));
  return resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => inputs.enabled !== false)
    .map(({ inputs }) => {
      const source = String(inputs.eventSourceArn);
      const queue = queues.get(source);
      return {
        from: nameOf(plan, source.split("/stream/")[0] ?? source),
        to: nameOf(plan, String(inputs.functionName)),
        attempts: queue
          ? (queue.redrivePolicy?.maxReceiveCount ?? Number.POSITIVE_INFINITY)
          : streamAttempts(inputs),
      };
    });
}

/** Unlimited by default, and with -1: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
function streamAttempts({ maximumRetryAttempts, maximumRecordAgeInSeconds }: Resource["inputs"]) {
  if (typeof maximumRetryAttempts === "number" && maximumRetryAttempts >= 0) {
    return maximumRetryAttempts + 1;
  }
  // A failed batch is tried again at once; Lambda waits at most a second or so between the first tries.
  return typeof maximumRecordAgeInSeconds === "number" && maximumRecordAgeInSeconds > 0
    ? maximumRecordAgeInSeconds
    : Number.POSITIVE_INFINITY;
}

function notifications(plan: Plan): readonly EventEdge[] {
  return bucketsOf(plan).flatMap(({ logicalName, notifications: list }) =>
    list
      .filter(({ target }) => target !== "event-bus")
      .map(({ prefix, targetArn }) =>
        asynchronous(plan, placeName(logicalName, prefix), targetArn),
      ),
  );
}

/** Scheduler tries to call, and Lambda tries to run what it has accepted. */
function schedules(plan: Plan): readonly EventEdge[] {
  return schedulesOf(plan)
    .filter(({ enabled }) => enabled)
    .map(({ logicalName, targetArn }) => asynchronous(plan, logicalName, targetArn));
}

function subscriptions(plan: Plan): readonly EventEdge[] {
  return resourcesOf(plan, "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) =>
    asynchronous(plan, nameOf(plan, String(inputs.topic)), String(inputs.endpoint)),
  );
}

function busTargets(plan: Plan): readonly EventEdge[] {
  const buses = resourcesOf(plan, "aws:cloudwatch/eventBus:EventBus");
  return resourcesOf(plan, "aws:cloudwatch/eventTarget:EventTarget").map(({ inputs }) => {
    const bus = buses.find((each) => each.inputs.name === inputs.eventBusName);
    return asynchronous(plan, bus ? ownName(bus) : String(inputs.eventBusName), String(inputs.arn));
  });
}

/** A function that is invoked asynchronously is tried again by Lambda. */
function asynchronous(plan: Plan, from: string, targetArn: string): EventEdge {
  const { functionArn } = splitFunctionArn(targetArn);
  const config = eventInvokeConfigsOf(plan).find((each) => each.functionArn === functionArn);
  return {
    from,
    to: nameOf(plan, targetArn),
    attempts: 1 + (config?.maximumRetryAttempts ?? 0),
  };
}

function workflowTasks(plan: Plan): readonly EventEdge[] {
  return stateMachinesOf(plan).flatMap((machine) =>
    taskAttempts(machine.definition).flatMap(({ text, attempts }) =>
      [...text.matchAll(/arn:aws:lambda:[^"\\]+/g)].map(([arn]) => ({
        from: machine.logicalName,
        to: nameOf(plan, arn),
        attempts,
      })),
    ),
  );
}

/** What could not be processed goes to a dead-letter queue or a failure destination, once. */
function failures(plan: Plan): readonly EventEdge[] {
  const once = (from: string, arn: unknown): readonly EventEdge[] =>
    typeof arn === "string" && arn !== "" ? [{ from, to: nameOf(plan, arn), attempts: 1 }] : [];
  return [
    ...queuesOf(plan).flatMap(({ logicalName, redrivePolicy }) =>
      once(logicalName, redrivePolicy?.deadLetterTargetArn),
    ),
    ...eventInvokeConfigsOf(plan).flatMap(
      ({ logicalName, onFailureArn, onSuccessArn, deadLetterArn }) =>
        [onFailureArn, onSuccessArn, deadLetterArn].flatMap((arn) => once(logicalName, arn)),
    ),
    ...resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping").flatMap((mapping) => {
      const { onFailure } = objectOf(mapping, "destinationConfig");
      const destination = isObject(onFailure) ? onFailure.destinationArn : undefined;
      return once(nameOf(plan, String(mapping.inputs.functionName)), destination);
    }),
  ];
}

/** Contracts whose producer and consumer the program has, as one step, however the payload gets there. */
function declared(plan: Plan, contracts: readonly Contract[]): EventGraph["declared"] {
  return contracts
    .filter(({ notOn }) => !notOn?.includes(plan.stage))
    .flatMap(({ producers, consumer }) =>
      producers.flatMap((producer) =>
        "inside" in producer && "inside" in consumer
          ? [{ from: producer.inside, to: consumer.inside }]
          : [],
      ),
    );
}
