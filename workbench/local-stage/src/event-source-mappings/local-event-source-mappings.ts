import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { localKinesis } from "../kinesis/local-kinesis.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import type { LocalService } from "../stage/local-service.ts";
import { startStreamPoller } from "./kinesis/start-stream-poller.ts";
import { createMapping, type Mapping } from "./mapping.ts";
import { mappingErrors } from "./mapping-errors.ts";
import { startQueuePoller } from "./sqs/start-queue-poller.ts";

export const localEventSourceMappings: LocalService<{ readonly mappings: readonly Mapping[] }> = {
  name: "Lambda's event source mappings",
  resourceTypes: [/^aws:lambda\/eventSourceMapping:/],
  deployErrors(plan, authority) {
    const isEnabled = ({ enabled }: { readonly enabled: boolean }) => enabled;
    return mappingErrors(
      functionsOf(plan),
      queueSourcesOf(plan).filter(isEnabled),
      streamSourcesOf(plan).filter(isEnabled),
      authority,
    );
  },
  open(context) {
    const { plan, faults, settings, clock } = context;
    const { invoke } = context.use(localLambda);
    const { sqs, sendToQueue } = context.use(localSqs);
    const queues = queuesOf(plan);
    const control = ({ uuid, enabled }: Mapping["source"]) => ({
      enabled: settings(`lambda ${uuid} enabled`, enabled),
      nowMs: clock.nowMs,
    });
    const ofQueues = queueSourcesOf(plan).map((source) =>
      createMapping(source, {
        ...control(source),
        startPoller: () =>
          startQueuePoller({ ...source, enabled: true }, { ...context, invoke, queues, sqs }),
      }),
    );
    const ofStreams = streamSourcesOf(plan).map((source) =>
      createMapping(source, {
        ...control(source),
        startPoller: () =>
          startStreamPoller(
            { ...source, enabled: true },
            {
              ...context,
              invoke,
              kinesis: context.use(localKinesis),
              decideDelivery: faults.decideDelivery,
              sendToQueue,
            },
          ),
      }),
    );
    const mappings = [...ofQueues, ...ofStreams];
    const isPolled = ({ arn }: QueueDefinition) =>
      ofQueues.some(
        ({ source, poller }) =>
          poller() !== undefined && "queueArn" in source && source.queueArn === arn,
      );
    return {
      internal: { mappings },
      start() {
        for (const mapping of mappings) mapping.start();
      },
      activity() {
        const depths = sqs.depths();
        // In a FIFO queue a visible message may wait for another of its group.
        const isDeliverable = (queue: QueueDefinition) =>
          isPolled(queue) && depths[queue.name]?.visible !== 0 && sqs.hasMessages(queue);
        if (queues.some(isDeliverable)) return "pending";
        return ofStreams.some(({ poller }) => poller()?.isIdle() === false) ? "busy" : "idle";
      },
      async stop() {
        await Promise.all(mappings.map((mapping) => mapping.stop()));
      },
    };
  },
};
