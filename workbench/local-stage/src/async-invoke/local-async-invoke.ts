import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { localLambda } from "../lambda/local-lambda.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import type { LocalService } from "../stage/local-service.ts";
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
    const asyncInvoke = createAsyncInvoke({
      ...context,
      configs: eventInvokeConfigsOf(context.plan),
      sendToQueue: context.use(localSqs).sendToQueue,
      decideDelivery: context.faults.decideDelivery,
      invoke: context.use(localLambda).lambda.run,
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
