import {
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
  type ScheduleState,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { clientOf } from "../../testing/client-of.ts";
import {
  buildProbe,
  logOf,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import type { Stage } from "../start-stage.ts";

let probe: ProbeProgram;
beforeAll(async () => {
  probe = await buildProbe();
});
afterAll(() => probe.remove());

function operatorOf(stage: Stage) {
  const scheduler = new SchedulerClient({ ...clientOf(stage), maxAttempts: 1 });
  onTestFinished(() => scheduler.destroy());
  const read = async () => {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({}));
    const [{ Name, GroupName } = {}] = Schedules;
    return await scheduler.send(new GetScheduleCommand({ Name, GroupName }));
  };
  return {
    read,
    async setState(State: ScheduleState) {
      const { $metadata, Arn, CreationDate, LastModificationDate, ...schedule } = await read();
      const { Name, ScheduleExpression, Target, FlexibleTimeWindow, ...rest } = schedule;
      await scheduler.send(
        new UpdateScheduleCommand({
          ...rest,
          Name,
          ScheduleExpression,
          Target,
          FlexibleTimeWindow,
          State,
        }),
      );
    },
  };
}

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-state.html
test("a disabled schedule does not fire, also after a restart, and fires at its next time when it is enabled", async () => {
  const directory = stateDirectory();
  const hasRun = () => logOf(directory, "ScheduleTarget").length > 0;
  const first = await openStage(probe.planWithoutDatabase, probe, directory);
  const before = await operatorOf(first).read();
  await operatorOf(first).setState("DISABLED");
  expect(await first.settle({ done: hasRun, skip: true })).toBe(false);
  await first.stop();

  const second = await openStage(probe.planWithoutDatabase, probe, directory);
  const operator = operatorOf(second);
  const { State, Target, CreationDate } = await operator.read();
  expect({ State, Target, CreationDate }).toEqual({
    State: "DISABLED",
    Target: before.Target,
    CreationDate: before.CreationDate,
  });
  expect(await second.settle({ done: hasRun, skip: true })).toBe(false);
  await operator.setState("ENABLED");
  expect(hasRun()).toBe(false);
  expect(await second.settle({ done: hasRun, skip: true })).toBe(true);
});
