import type { RestOperation, RestRequest } from "../endpoint/rest-json-service.ts";
import type { ApiContext } from "./api-context.ts";
import { readIntegerBetween, readOneOf } from "./read-members.ts";
import { scheduleSummary } from "./schedule-answer.ts";
import { schedulerNotFound, schedulerValidationError } from "./scheduler-error.ts";
import type { StageSchedule } from "./stage-schedule.ts";

const longestPage = 100;

/**
 * `ListSchedules`, sorted by name. IAM is asked for all schedules, whatever the filter.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html
 * @see https://github.com/aws/aws-cdk/issues/38201
 */
export function listSchedules({ schedules, groups, account }: ApiContext): RestOperation {
  const { region, accountId } = account;
  const resource = `arn:aws:scheduler:${region}:${accountId}:schedule/*/*`;
  return {
    route: "GET /schedules",
    permissions: () => [{ action: "scheduler:ListSchedules", resource }],
    run(request) {
      const group = request.query.get("ScheduleGroup");
      if (group !== null && !groups.includes(group)) {
        throw schedulerNotFound(`Schedule group ${group}`);
      }
      const found = schedules
        .filter(matches(request))
        .toSorted((a, b) => (a.definition().name < b.definition().name ? -1 : 1));
      const { from, end } = readPage(request, found.length);
      return {
        status: 200,
        json: {
          Schedules: found.slice(from, end).map(scheduleSummary),
          NextToken: end < found.length ? String(end) : undefined,
        },
      };
    },
  };
}

function matches({ query }: RestRequest): (schedule: StageSchedule) => boolean {
  const group = query.get("ScheduleGroup");
  const prefix = query.get("NamePrefix") ?? "";
  const state = readOneOf(Object.fromEntries(query), "State", ["ENABLED", "DISABLED"]);
  return (schedule) => {
    const definition = schedule.definition();
    return (
      (group === null || definition.group === group) &&
      definition.name.startsWith(prefix) &&
      (state === undefined || definition.enabled === (state === "ENABLED"))
    );
  };
}

function readPage({ query }: RestRequest, items: number): { from: number; end: number } {
  const given = query.get("MaxResults");
  const limit =
    given === null
      ? longestPage
      : readIntegerBetween({ MaxResults: Number(given) }, "MaxResults", 1, longestPage);
  const from = Number(query.get("NextToken") ?? 0);
  if (!Number.isInteger(from) || from < 0 || from > items) {
    throw schedulerValidationError("Invalid NextToken.");
  }
  return { from, end: from + (limit ?? longestPage) };
}
