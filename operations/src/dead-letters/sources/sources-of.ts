import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { DeadLetterSource, MessageOrigin } from "./dead-letter-source.ts";

/** Every dead-letter source of the program: queues, then state machines, each sorted by name. */
export function sourcesOf(plan: Plan): readonly DeadLetterSource[] {
  const all = originsOf(plan);
  const queues = queuesOf(plan).flatMap((queue): DeadLetterSource[] => {
    const origins = all.flatMap(({ queueArn, origin }) => (queueArn === queue.arn ? [origin] : []));
    return origins.length > 0 ? [{ kind: "queue", name: queue.logicalName, queue, origins }] : [];
  });
  const machines = stateMachinesOf(plan)
    .filter(({ type }) => type === "STANDARD")
    .map((machine): DeadLetterSource => ({ kind: "machine", name: machine.logicalName, machine }));
  return [...byName(queues), ...byName(machines)];
}

/** Each origin with the queue that receives its dead-letter messages. */
function originsOf(plan: Plan): readonly { queueArn: string; origin: MessageOrigin }[] {
  const queues = queuesOf(plan);
  const functions = functionsOf(plan);
  const streams = streamsOf(plan);
  const mappings = queueSourcesOf(plan).filter(({ enabled }) => enabled);
  const functionOf = (arn: string) => functions.find((candidate) => candidate.arn === arn);

  const redriven = queues.flatMap((queue) => {
    const queueArn = queue.redrivePolicy?.deadLetterTargetArn;
    if (queueArn === undefined) return [];
    const mapping = mappings.find((candidate) => candidate.queueArn === queue.arn);
    return [
      { queueArn, origin: { kind: "queue", queue, ...consumer(mapping?.functionArn) } as const },
    ];
  });
  const streamed = streamSourcesOf(plan).flatMap((mapping) => {
    const stream = streams.find(({ arn }) => arn === mapping.streamArn);
    const reader = functionOf(mapping.functionArn);
    if (mapping.onFailureArn === undefined || !stream || !reader) return [];
    const origin = { kind: "stream", stream, mapping, consumer: reader } as const;
    return [{ queueArn: mapping.onFailureArn, origin }];
  });
  const invoked = eventInvokeConfigsOf(plan).flatMap((config) => {
    const callee = functionOf(config.functionArn);
    if (!callee) return [];
    const { onFailureArn, deadLetterArn } = config;
    return [
      ...(onFailureArn === undefined
        ? []
        : [
            {
              queueArn: onFailureArn,
              origin: { kind: "failure-destination", consumer: callee } as const,
            },
          ]),
      ...(deadLetterArn === undefined
        ? []
        : [
            {
              queueArn: deadLetterArn,
              origin: { kind: "function-dead-letter-queue", consumer: callee } as const,
            },
          ]),
    ];
  });
  const scheduled = schedulesOf(plan).flatMap((schedule) =>
    schedule.deadLetterArn === undefined
      ? []
      : [
          {
            queueArn: schedule.deadLetterArn,
            origin: { kind: "schedule", schedule, ...consumer(schedule.targetArn) } as const,
          },
        ],
  );
  return [...redriven, ...streamed, ...invoked, ...scheduled];

  function consumer(functionArn: string | undefined) {
    const found = functionArn === undefined ? undefined : functionOf(functionArn);
    return found ? { consumer: found } : {};
  }
}

function byName(sources: readonly DeadLetterSource[]): readonly DeadLetterSource[] {
  return sources.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
