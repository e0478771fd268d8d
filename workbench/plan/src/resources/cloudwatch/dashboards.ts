import type { Plan } from "../../plan.ts";
import { ownName, resourcesOf, textOf } from "../../resources.ts";

export type DashboardDefinition = {
  readonly logicalName: string;
  readonly name: string;
  /** JSON, which `readDashboardBody` reads. */
  readonly body: string;
};

/** Every CloudWatch dashboard of the Plan. */
export function dashboardsOf(plan: Plan): readonly DashboardDefinition[] {
  return resourcesOf(plan, "aws:cloudwatch/dashboard:Dashboard").map((resource) => ({
    logicalName: ownName(resource),
    name: textOf(resource, "dashboardName"),
    body: textOf(resource, "dashboardBody"),
  }));
}
