import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import { streamSourcesOf } from "@stagecraft/plan/resources/lambda/stream-sources";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { localKinesis } from "../kinesis/local-kinesis.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import type { LocalService } from "../stage/local-service.ts";
import { startStreamPollers } from "./kinesis/start-stream-pollers.ts";
import { mappingErrors } from "./mapping-errors.ts";
import { startQueuePollers } from "./sqs/start-queue-pollers.ts";

export const localEventSourceMappings: LocalService = {
  name: "Lambda's event source mappings",
  resourceTypes: [/^aws:lambda\/eventSourceMapping:/],
  deployErrors(plan, authority) {
    const { queueSources, streamSources } = enabledSourcesOf(plan);
    return mappingErrors(functionsOf(plan), queueSources, streamSources, authority);
  },
  open(context) {
    const { plan, faults } = context;
    const { invoke } = context.use(localLambda);
    const { sqs, sendToQueue } = context.use(localSqs);
    const queues = queuesOf(plan);
    const { queueSources, streamSources } = enabledSourcesOf(plan);
    const polled = queues.filter(({ arn }) =>
      queueSources.some(({ queueArn }) => queueArn === arn),
    );
    let queuePollers: ReturnType<typeof startQueuePollers> | undefined;
    let streamPollers: ReturnType<typeof startStreamPollers> | undefined;
    return {
      internal: undefined,
      start() {
        queuePollers = startQueuePollers({
          ...context,
          invoke,
          sources: queueSources,
          queues,
          sqs,
        });
        streamPollers = startStreamPollers({
          ...context,
          invoke,
          sources: streamSources,
          kinesis: context.use(localKinesis),
          decideDelivery: faults.decideDelivery,
          sendToQueue,
        });
      },
      activity() {
        const depths = sqs.depths();
        // In a FIFO queue a visible message may wait for another of its group.
        const isDeliverable = (queue: QueueDefinition) =>
          depths[queue.name]?.visible !== 0 && sqs.hasMessages(queue);
        if (polled.some(isDeliverable)) return "pending";
        return streamPollers?.idle() === false ? "busy" : "idle";
      },
      async stop() {
        await Promise.all([queuePollers?.stop(), streamPollers?.stop()]);
      },
    };
  },
};

function enabledSourcesOf(plan: Plan) {
  const isEnabled = ({ enabled }: { readonly enabled: boolean }) => enabled;
  return {
    queueSources: queueSourcesOf(plan).filter(isEnabled),
    streamSources: streamSourcesOf(plan).filter(isEnabled),
  };
}
