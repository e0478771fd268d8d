import { schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import { sendDeadLetters } from "../sqs/send-dead-letters.ts";
import type { LocalService } from "../stage/local-service.ts";
import { runSchedules, type Schedules } from "./run-schedules.ts";

export const localScheduler: LocalService = {
  name: "EventBridge Scheduler",
  resourceTypes: [/^aws:scheduler\/(schedule|scheduleGroup):/],
  open(context) {
    const { enqueue } = context.use(localAsyncInvoke);
    const sendToQueue = sendDeadLetters(context.use(localSqs).sendToQueue, context.troubles);
    let schedules: Schedules | undefined;
    return {
      internal: undefined,
      start() {
        schedules = runSchedules(schedulesOf(context.plan), {
          ...context,
          enqueue,
          sendToQueue,
          throttlesSchedule: context.faults.throttlesSchedule,
        });
      },
      stop: async () => schedules?.stop(),
    };
  },
};
