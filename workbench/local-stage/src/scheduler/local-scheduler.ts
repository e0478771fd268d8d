import { scheduleGroupsOf, schedulesOf } from "@stagecraft/plan/resources/scheduler/schedules";
import { localAsyncInvoke } from "../async-invoke/local-async-invoke.ts";
import { openCreationTimes } from "../common/creation-times.ts";
import { localSqs } from "../sqs/local-sqs.ts";
import { sendDeadLetters } from "../sqs/send-dead-letters.ts";
import type { LocalService } from "../stage/local-service.ts";
import { runSchedules, type Schedules } from "./run-schedules.ts";
import { schedulerService } from "./scheduler-service.ts";
import { openStageSchedule } from "./stage-schedule.ts";

export const localScheduler: LocalService = {
  name: "EventBridge Scheduler",
  resourceTypes: [/^aws:scheduler\/(schedule|scheduleGroup):/],
  open(context) {
    const { plan, settings, state, clock, authority, faults, troubles } = context;
    const { enqueue } = context.use(localAsyncInvoke);
    const sendToQueue = sendDeadLetters(context.use(localSqs).sendToQueue, troubles);
    const creationTimes = openCreationTimes(state, clock);
    const schedules = schedulesOf(plan).map((planned) =>
      openStageSchedule(planned, { settings, creationTimes, nowMs: clock.nowMs }),
    );
    let running: Schedules | undefined;
    const scheduler = schedulerService({
      schedules,
      groups: scheduleGroupsOf(plan),
      account: { region: plan.region, accountId: plan.accountId },
      authority,
      onChange: (schedule) => running?.reschedule(schedule),
    });
    return {
      internal: undefined,
      operations: { scheduler },
      start() {
        const { throttlesSchedule } = faults;
        running = runSchedules(schedules, { ...context, enqueue, sendToQueue, throttlesSchedule });
      },
      stop: async () => running?.stop(),
    };
  },
};
