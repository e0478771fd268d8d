import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  paginateListSchedules,
  type SchedulerClient,
  type ScheduleState,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import type { IntakePoint } from "./intake-point.ts";
import { nameOnStage, stagePrefix } from "./stage-names.ts";

/** The schedules of a stage. */
export async function schedules(
  scheduler: SchedulerClient,
  stage: string,
): Promise<readonly IntakePoint[]> {
  const points: IntakePoint[] = [];
  const pages = paginateListSchedules({ client: scheduler }, { NamePrefix: stagePrefix(stage) });
  for await (const { Schedules = [] } of pages) {
    for (const { Name = "", GroupName = "default" } of Schedules) {
      const name = nameOnStage(Name, stage);
      if (name !== undefined) points.push(pointOf(scheduler, { Name, GroupName }, name));
    }
  }
  return points;
}

type Id = { readonly Name: string; readonly GroupName: string };

function pointOf(scheduler: SchedulerClient, id: Id, name: string): IntakePoint {
  const setState = async (State: ScheduleState) => {
    const schedule = await scheduler.send(new GetScheduleCommand(id));
    await scheduler.send(new UpdateScheduleCommand({ ...wholeRequest(schedule), State }));
  };
  return {
    kind: "schedule",
    id: `${id.GroupName}/${id.Name}`,
    name,
    meanwhile: "its runs are left out; the next one finds what they would have done",
    read: async () => (await scheduler.send(new GetScheduleCommand(id))).State ?? "ENABLED",
    isStopped: (setting) => setting === "DISABLED",
    stop: () => setState("DISABLED"),
    restore: (setting) => setState(setting === "DISABLED" ? "DISABLED" : "ENABLED"),
  };
}

/**
 * UpdateSchedule gives its default to everything that a request leaves out, such as the dead-letter queue: the request has the
 * whole schedule.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
function wholeRequest({
  $metadata,
  Arn,
  CreationDate,
  LastModificationDate,
  Name,
  ScheduleExpression,
  Target,
  FlexibleTimeWindow,
  ...rest
}: GetScheduleCommandOutput) {
  return { ...rest, Name, ScheduleExpression, Target, FlexibleTimeWindow };
}
