import type { Plan } from "@stagecraft/plan/plan";

/** What the names of all alarms of a stage begin with: `stagecraft-dev-`. */
export function alarmPrefix({ app, stage }: Pick<Plan, "app" | "stage">): string {
  return `${app}-${stage}-`;
}
