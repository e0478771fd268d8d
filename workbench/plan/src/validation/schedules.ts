import type { Plan } from "../plan.ts";
import { scheduleProblem } from "../resources/scheduler/schedule-expression.ts";
import { schedulesOf } from "../resources/scheduler/schedules.ts";
import type { ValidationError } from "./validation-error.ts";

const expressionsPage =
  "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html";
const targetPage = "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html";

/** Schedule expressions that do not parse, and input that is not JSON. */
export function scheduleErrors(plan: Plan): readonly ValidationError[] {
  return schedulesOf(plan).flatMap(({ logicalName: resource, expression, input }) => {
    const refused: ValidationError[] = [];
    const problem = scheduleProblem(expression);
    if (problem) {
      const message = `"${expression}" is not a valid schedule: ${problem}`;
      refused.push({ resource, message, page: expressionsPage });
    }
    if (!isJson(input)) {
      refused.push({ resource, message: "its input is not JSON", page: targetPage });
    }
    return refused;
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
