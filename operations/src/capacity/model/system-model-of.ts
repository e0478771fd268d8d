import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { splitFunctionArn } from "@stagecraft/plan/resources/lambda/function-arn";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { nextDueMs } from "@stagecraft/plan/resources/scheduler/schedule-expression";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { superuserReserved } from "@stagecraft/plan/validation/connections";
import { ordersApiOf } from "../../local-system/orders-api.ts";
import { type ServiceTimes, serviceSeconds } from "../service-times.ts";
import { awsQuotas } from "./aws-quotas.ts";
import { changesOfAnOrder, orderFlow } from "./order-flow.ts";
import { statePath } from "./state-path.ts";
import type { FunctionModel, SystemModel } from "./system-model.ts";

/** What the simulation assumes beside the Plan. */
export type ModelOptions = {
  readonly times: ServiceTimes;
  /** Multiplies the measured time that functions wait for other services. */
  readonly waits: number;
  /** What the payments provider takes to answer on top of the measured wait, in ms. */
  readonly providerMs: number;
  /** Instead of the memory that the Plan gives each function: of a stage on this machine, which gives each a whole CPU. */
  readonly memoryMb?: number;
};

/**
 * The Plan's resources on the path of an order, with the service times scaled to the memory of each function.
 * @throws VisibleError naming what the Plan or the service times lack
 */
export function systemModelOf(plan: Plan, options: ModelOptions): SystemModel {
  const { times } = options;
  const logicalNames = new Map(functionsOf(plan).map(({ arn, logicalName }) => [arn, logicalName]));
  const nameOf = (arn: string) =>
    required(logicalNames.get(splitFunctionArn(arn).functionArn), `function ${arn}`);
  const functions = functionsOf(plan).map(
    ({ logicalName, memoryMb, architecture, reservedConcurrency, vpc }): FunctionModel => {
      const time = times.functions[logicalName];
      const seconds = time
        ? serviceSeconds(time, { memoryMb: options.memoryMb ?? memoryMb, waits: options.waits })
        : 0;
      const provider = logicalName === orderFlow.chargingTask ? options.providerMs / 1_000 : 0;
      return {
        name: logicalName,
        memoryMb,
        architecture,
        ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
        serviceSeconds: seconds + provider,
        initSeconds: (time?.initMs ?? 0) / 1_000,
        connectionsEach: vpc ? orderFlow.connectionsEach : 0,
      };
    },
  );
  const secondsOf = (name: string) => {
    if (!times.functions[name]) throw notMeasured(name);
    return functions.find((each) => each.name === name)?.serviceSeconds ?? 0;
  };

  const queue = required(
    queuesOf(plan).find(({ logicalName }) => logicalName === orderFlow.queue),
    `queue ${orderFlow.queue}`,
  );
  const queueSource = required(
    queueSourcesOf(plan).find(({ queueArn }) => queueArn === queue.arn),
    `mapping of the queue ${orderFlow.queue}`,
  );
  const machine = required(
    stateMachinesOf(plan).find(({ logicalName }) => logicalName === orderFlow.workflow),
    `state machine ${orderFlow.workflow}`,
  );
  const stream = required(
    streamsOf(plan).find(({ logicalName }) => logicalName === orderFlow.stream),
    `stream ${orderFlow.stream}`,
  );
  const streamSource = required(
    streamSourcesOf(plan).find(({ streamArn }) => streamArn === stream.arn),
    `mapping of the stream ${orderFlow.stream}`,
  );
  const schedule = required(
    schedulesOf(plan).find(({ logicalName }) => logicalName === orderFlow.relaySchedule),
    `schedule ${orderFlow.relaySchedule}`,
  );
  const relay = nameOf(schedule.targetArn);
  const relayTimeoutMs = functionsOf(plan).find((each) => each.logicalName === relay)?.timeoutMs;
  const projector = nameOf(streamSource.functionArn);
  const [database] = databasesOf(plan);
  const api = required(ordersApiOf(plan), `route ${orderFlow.placeRoute}`);
  const measuredProjector = times.functions[projector];
  const recordsOfInvocation = measuredProjector
    ? Math.max(1, (times.orders * changesOfAnOrder) / measuredProjector.invocations)
    : 1;

  return {
    stage: plan.stage,
    accountConcurrency: Number(plan.outputs.accountConcurrency ?? 0),
    quotas: awsQuotas,
    functions,
    routes: api.routes.map(({ routeKey, functionArn, throttle }) => ({
      routeKey,
      functionName: nameOf(functionArn),
      ...(throttle ? { throttle } : {}),
    })),
    queue: {
      name: queue.logicalName,
      functionName: nameOf(queueSource.functionArn),
      batchSize: queueSource.batchSize,
      ...(queueSource.maximumConcurrency === undefined
        ? {}
        : { maximumConcurrency: queueSource.maximumConcurrency }),
    },
    workflow: { name: machine.logicalName, ...tasksOf(machine.definition, nameOf) },
    relay: {
      functionName: relay,
      everySeconds: secondsBetween(schedule.expression),
      runSeconds: Math.max(0, (relayTimeoutMs ?? 0) / 1_000 - orderFlow.relay.unusedSeconds),
      roundEvents: orderFlow.relay.roundEvents,
      roundSeconds: secondsOf(relay),
    },
    stream: {
      name: stream.logicalName,
      shards: stream.shardCount,
      functionName: projector,
      batchSize: streamSource.batchSize,
      parallelizationFactor: streamSource.parallelizationFactor,
      recordBytes: orderFlow.recordBytes,
      recordSeconds: secondsOf(projector) / recordsOfInvocation,
    },
    database: {
      name: database?.logicalName ?? "database",
      connections: (database?.maxConnections ?? 0) - superuserReserved,
    },
  };

  /** Each function on the path must be measured: a time of nothing would hide its limit. */
  function tasksOf(definition: string, name: (arn: string) => string) {
    const tasks: { functionName: string; transitions: number }[] = [];
    let transitions = 0;
    for (const { functionArn } of statePath(definition)) {
      transitions += 1;
      if (functionArn === undefined) continue;
      const functionName = name(functionArn);
      secondsOf(functionName);
      tasks.push({ functionName, transitions });
      transitions = 0;
    }
    return { tasks, lastTransitions: transitions };
  }
}

function secondsBetween(expression: string): number {
  const firstMs = required(nextDueMs(expression, 0, 0), `next time of ${expression}`);
  const secondMs = required(nextDueMs(expression, firstMs, 0), `next time of ${expression}`);
  return (secondMs - firstMs) / 1_000;
}

function required<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new VisibleError(
    `The Plan has no ${what}, which is on the path of an order. If it has another name now, write it into operations/src/capacity/model/order-flow.ts.`,
  );
}

function notMeasured(functionName: string) {
  return new VisibleError(
    `${functionName} has no recorded service time. Record it: npm run capacity -- --measure`,
  );
}
