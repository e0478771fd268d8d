import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Place, Taking } from "./place.ts";

/** Every place of the program where dead letters end, queues before state machines, by name. */
export function placesOf(plan: Plan): readonly Place[] {
  const takings = takingsOf(plan);
  const queues = queuesOf(plan).flatMap((queue): Place[] => {
    const takes = takings.flatMap(({ queueArn, taking }) =>
      queueArn === queue.arn ? [taking] : [],
    );
    return takes.length > 0 ? [{ kind: "queue", name: queue.logicalName, queue, takes }] : [];
  });
  const machines = stateMachinesOf(plan)
    .filter(({ type }) => type === "STANDARD")
    .map((machine): Place => ({ kind: "machine", name: machine.logicalName, machine }));
  return [...byName(queues), ...byName(machines)];
}

/** What ends in which queue. */
function takingsOf(plan: Plan): readonly { queueArn: string; taking: Taking }[] {
  const queues = queuesOf(plan);
  const functions = functionsOf(plan);
  const streams = streamsOf(plan);
  const queueSources = queueSourcesOf(plan).filter(({ enabled }) => enabled);
  const functionOf = (arn: string) => functions.find((candidate) => candidate.arn === arn);

  const redriven = queues.flatMap((queue) => {
    const queueArn = queue.redrivePolicy?.deadLetterTargetArn;
    if (queueArn === undefined) return [];
    const source = queueSources.find((candidate) => candidate.queueArn === queue.arn);
    return [
      { queueArn, taking: { from: "queue", queue, ...consumer(source?.functionArn) } as const },
    ];
  });
  const streamed = streamSourcesOf(plan).flatMap((source) => {
    const stream = streams.find(({ arn }) => arn === source.streamArn);
    const reader = functionOf(source.functionArn);
    if (source.onFailureArn === undefined || !stream || !reader) return [];
    const taking = { from: "stream", stream, source, consumer: reader } as const;
    return [{ queueArn: source.onFailureArn, taking }];
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
              taking: { from: "failed-events", consumer: callee } as const,
            },
          ]),
      ...(deadLetterArn === undefined
        ? []
        : [
            {
              queueArn: deadLetterArn,
              taking: { from: "discarded-events", consumer: callee } as const,
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
            taking: { from: "schedule", schedule, ...consumer(schedule.targetArn) } as const,
          },
        ],
  );
  return [...redriven, ...streamed, ...invoked, ...scheduled];

  function consumer(functionArn: string | undefined) {
    const found = functionArn === undefined ? undefined : functionOf(functionArn);
    return found ? { consumer: found } : {};
  }
}

function byName(places: readonly Place[]): readonly Place[] {
  return places.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
