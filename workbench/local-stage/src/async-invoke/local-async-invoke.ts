import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { localLambda } from "../lambda/local-lambda.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import { sendDeadLetters } from "../sqs/send-dead-letters.ts";
import type { LocalService } from "../stage/local-service.ts";
import { recordOutcomes } from "../stage/record-outcomes.ts";
import { type AsyncInvoke, createAsyncInvoke } from "./create-async-invoke.ts";
import { destinationErrors } from "./destination-errors.ts";

export const localAsyncInvoke: LocalService<AsyncInvoke> = {
  name: "Lambda's asynchronous invocation",
  resourceTypes: [/^aws:lambda\/functionEventInvokeConfig:/],
  deployErrors: (plan, authority) =>
    destinationErrors(eventInvokeConfigsOf(plan), {
      functions: functionsOf(plan),
      queues: queuesOf(plan),
      authority,
    }),
  open(context) {
    const { troubles } = context;
    const { lambda, reserved } = context.use(localLambda);
    const { sendToQueue } = context.use(localSqs);
    const configs = eventInvokeConfigsOf(context.plan);
    const failureArns = new Set(
      configs.flatMap(({ onFailureArn, deadLetterArn }) => [onFailureArn, deadLetterArn]),
    );
    const sendDeadLetter = sendDeadLetters(sendToQueue, troubles);
    const asyncInvoke = createAsyncInvoke({
      ...context,
      configs,
      reservedOf: reserved.of,
      sendToQueue: (queueArn, message, caller) =>
        (failureArns.has(queueArn) ? sendDeadLetter : sendToQueue)(queueArn, message, caller),
      decideDelivery: context.faults.decideDelivery,
      invoke: recordOutcomes(lambda.run, troubles),
      report: context.reports.add,
    });
    return {
      internal: asyncInvoke,
      start: asyncInvoke.start,
      activity: () => (asyncInvoke.idle() ? "idle" : "busy"),
      stop: asyncInvoke.stop,
    };
  },
};
