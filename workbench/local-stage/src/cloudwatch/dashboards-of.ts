import type { Plan } from "@stagecraft/plan/plan";
import { resourcesOf, textOf } from "@stagecraft/plan/resources";

/** A dashboard of the Plan; `body` is its JSON. */
export type LocalDashboard = { readonly name: string; readonly body: string };

/** Every dashboard of the Plan, sorted by name. */
export function dashboardsOf(plan: Plan): readonly LocalDashboard[] {
  return resourcesOf(plan, "aws:cloudwatch/dashboard:Dashboard")
    .map((dashboard) => ({
      name: textOf(dashboard, "dashboardName"),
      body: textOf(dashboard, "dashboardBody"),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
