import type { AwsService } from "../endpoint/aws-service.ts";
import { restJsonService } from "../endpoint/rest-json-service.ts";
import type { ApiContext } from "./api-context.ts";
import { listSchedules } from "./list-schedules.ts";
import { getSchedule, updateSchedule } from "./schedule-operations.ts";

/**
 * EventBridge Scheduler's API, as far as it is implemented: ListSchedules, GetSchedule and UpdateSchedule.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html
 */
export function schedulerService(context: ApiContext): AwsService {
  return restJsonService(
    "EventBridge Scheduler",
    "scheduler",
    {
      ListSchedules: listSchedules(context),
      GetSchedule: getSchedule(context),
      UpdateSchedule: updateSchedule(context),
    },
    "Message",
  );
}
