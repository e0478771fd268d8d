import type { Plan } from "../plan.ts";
import { scheduleProblem } from "../schedule-expression.ts";
import { schedulesOf } from "../schedules.ts";
import type { Refusal } from "./refusal.ts";

/** Schedule expressions that do not parse. */
export function scheduleRefusals(plan: Plan): readonly Refusal[] {
  return schedulesOf(plan).flatMap(({ logicalName, expression }) => {
    const problem = scheduleProblem(expression);
    if (!problem) return [];
    return [
      {
        resource: logicalName,
        message: `"${expression}" is no schedule: ${problem}`,
        page: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
      },
    ];
  });
}
