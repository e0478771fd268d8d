import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { jsonService } from "../endpoint/json-protocol.ts";
import { meterSqs } from "../metering/meter-sqs.ts";
import type { LocalService } from "../stage/local-service.ts";
import { createSendToQueue, type SendToQueue } from "./send-to-queue.ts";
import { createSqs, type Sqs } from "./sqs.ts";

export const localSqs: LocalService<{ readonly sqs: Sqs; readonly sendToQueue: SendToQueue }> = {
  name: "SQS",
  resourceTypes: [/^aws:sqs\/(queue|queuePolicy|redriveAllowPolicy|redrivePolicy):/],
  open({ plan, state, clock, metrics, meter, faults, addresses, troubles }) {
    const queues = queuesOf(plan);
    const created = createSqs({
      state,
      clock,
      metrics,
      queues,
      accountId: plan.accountId,
      decideDelivery: faults.decideDelivery,
      endpointUrl: () => addresses.endpointUrl,
      onDeadLetter: troubles.addDeadLetter,
    });
    const sqs = meterSqs(created, meter);
    return {
      internal: { sqs, sendToQueue: createSendToQueue(sqs.operations, queues) },
      operations: { sqs: jsonService("SQS", "sqs", sqs.operations) },
      close: sqs.stop,
    };
  },
};
