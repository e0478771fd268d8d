import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf } from "@stagecraft/plan/resources";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Contract, Via } from "./declarations.ts";
import { taskStatesOf } from "./task-states.ts";

/** A part of the program that calls a function or starts a workflow. */
export type Trigger = {
  readonly kind: Via["kind"];
  /** The caller: a queue's name, `Api GET /orders`, `Machine/State`. */
  readonly address: string;
  /** The function or workflow. */
  readonly consumer: string;
};

/** All triggers of the Plan. */
export function triggersOf(plan: Plan): readonly Trigger[] {
  const consumerOf = consumersOf(plan);
  const named = <Thing extends { arn: string; logicalName: string }>(
    things: readonly Thing[],
    arn: string,
  ) => things.find((thing) => thing.arn === arn)?.logicalName ?? arn;
  return [
    ...queueSourcesOf(plan).map(
      ({ queueArn, functionArn }): Trigger => ({
        kind: "queue",
        address: named(queuesOf(plan), queueArn),
        consumer: consumerOf(functionArn),
      }),
    ),
    ...streamSourcesOf(plan).map(
      ({ streamArn, functionArn }): Trigger => ({
        kind: "stream",
        address: named(streamsOf(plan), streamArn),
        consumer: consumerOf(functionArn),
      }),
    ),
    ...bucketsOf(plan).flatMap(({ logicalName, notifications }) =>
      notifications
        .filter(({ target }) => target === "function")
        .map(
          ({ targetArn, prefix, suffix }): Trigger => ({
            kind: "object",
            address: `${logicalName}/${prefix}*${suffix}`,
            consumer: consumerOf(targetArn),
          }),
        ),
    ),
    ...schedulesOf(plan).map(
      ({ logicalName, targetArn }): Trigger => ({
        kind: "schedule",
        address: logicalName,
        consumer: consumerOf(targetArn),
      }),
    ),
    ...httpApisOf(plan).flatMap(({ logicalName, routes }) =>
      routes
        .filter(({ functionArn }) => functionArn.startsWith("arn:aws:lambda:"))
        .map(
          ({ routeKey, functionArn }): Trigger => ({
            kind: "http",
            address: `${logicalName} ${routeKey}`,
            consumer: consumerOf(functionArn),
          }),
        ),
    ),
    ...stateMachinesOf(plan).flatMap((machine): readonly Trigger[] => [
      { kind: "workflow", address: machine.logicalName, consumer: machine.logicalName },
      ...taskStatesOf(machine).flatMap(({ name, text }) =>
        functionsOf(plan)
          .filter(({ arn }) => text.includes(`"${arn}"`))
          .map(
            ({ logicalName }): Trigger => ({
              kind: "task",
              address: `${machine.logicalName}/${name}`,
              consumer: logicalName,
            }),
          ),
      ),
    ]),
    ...resourcesOf(plan, "aws:lambda/invocation:Invocation").map(
      ({ name, inputs }): Trigger => ({
        kind: "deploy",
        address: name,
        consumer: consumerOf(String(inputs.functionName)),
      }),
    ),
  ];
}

/** The trigger of a contract. Undefined for a channel outside the program. */
export function declaredTrigger({ via, consumer }: Contract): Trigger | undefined {
  const address = addressOf(via);
  if (address === undefined || !("inside" in consumer)) return undefined;
  return { kind: via.kind, address, consumer: consumer.inside };
}

export function isSameTrigger(one: Trigger, other: Trigger): boolean {
  return (
    one.kind === other.kind && one.address === other.address && one.consumer === other.consumer
  );
}

/** Undefined for a channel outside the program. */
function addressOf(via: Via): string | undefined {
  switch (via.kind) {
    case "queue":
      return via.queue;
    case "stream":
      return via.stream;
    case "object":
      return `${via.bucket}/${via.prefix}*${via.suffix}`;
    case "schedule":
      return via.schedule;
    case "http":
      return `${via.api} ${via.route}`;
    case "workflow":
      return via.machine;
    case "task":
      return `${via.machine}/${via.state}`;
    case "deploy":
      return via.invocation;
    case "operator":
    case "report":
    case "call":
      return undefined;
  }
}

/** The consumers by function ARN, with or without a version, and by name. */
function consumersOf(plan: Plan) {
  const functions = functionsOf(plan);
  const machines = stateMachinesOf(plan);
  return (named: string): string => {
    const called = [...functions, ...machines].find(
      ({ arn, name }) => name === named || arn === named || named.startsWith(`${arn}:`),
    );
    return called?.logicalName ?? named;
  };
}
