import { defaultScheduleGroup } from "@stagecraft/plan/resources/scheduler/schedules";
import type { Account } from "../common/account.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";
import type { RestOperation, RestRequest } from "../endpoint/rest-json-service.ts";
import type { ApiContext } from "./api-context.ts";
import { requiredFields, requiredString } from "./read-members.ts";
import { readScheduleUpdate } from "./read-schedule-update.ts";
import { scheduleAnswer } from "./schedule-answer.ts";
import { scheduleGroupArn } from "./schedule-group-arn.ts";
import { schedulerNotFound, schedulerValidationError } from "./scheduler-error.ts";
import type { StageSchedule } from "./stage-schedule.ts";

/** The schedule that a call names. */
type Named = { readonly name: string; readonly group: string };

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export function getSchedule({ schedules, account }: ApiContext): RestOperation {
  const named = ({ path, query }: RestRequest): Named => ({
    name: path.Name ?? "",
    group: query.get("groupName") ?? defaultScheduleGroup,
  });
  return {
    route: "GET /schedules/{Name}",
    permissions: (request) => [
      { action: "scheduler:GetSchedule", resource: scheduleArn(account, named(request)) },
    ],
    run: (request) => ({
      status: 200,
      json: scheduleAnswer(findSchedule(schedules, named(request))),
    }),
  };
}

/**
 * `UpdateSchedule`. The caller passes the target's role on, which must trust Scheduler.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html
 */
export function updateSchedule(context: ApiContext): RestOperation {
  const { schedules, account, authority, onChange } = context;
  const named = ({ path, body }: RestRequest): Named => ({
    name: path.Name ?? "",
    group: readString(readFields(body), "GroupName") ?? defaultScheduleGroup,
  });
  return {
    route: "PUT /schedules/{Name}",
    permissions: (request) => [
      { action: "scheduler:UpdateSchedule", resource: scheduleArn(account, named(request)) },
      {
        action: "iam:PassRole",
        resource: requiredString(requiredFields(readFields(request.body), "Target"), "RoleArn"),
        context: { "iam:PassedToService": "scheduler.amazonaws.com" },
      },
    ],
    run(request) {
      const schedule = findSchedule(schedules, named(request));
      const definition = readScheduleUpdate(readFields(request.body), schedule.definition());
      const { arn, roleArn } = definition;
      if (!authority.trusts(roleArn, "scheduler.amazonaws.com", scheduleGroupArn(arn)).allowed) {
        throw schedulerValidationError(
          "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        );
      }
      schedule.change(definition);
      onChange(schedule);
      return { status: 200, json: { ScheduleArn: arn } };
    },
  };
}

function findSchedule(schedules: readonly StageSchedule[], { name, group }: Named): StageSchedule {
  const found = schedules.find((schedule) => {
    const definition = schedule.definition();
    return definition.name === name && definition.group === group;
  });
  if (!found) throw schedulerNotFound(`Schedule ${name}`);
  return found;
}

function scheduleArn({ region, accountId }: Account, { group, name }: Named): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`;
}
