import type { Plan } from "../plan.ts";
import { dashboardsOf } from "../resources/cloudwatch/dashboards.ts";
import { readDashboardBody } from "../resources/cloudwatch/read-dashboard-body.ts";
import type { ValidationError } from "./validation-error.ts";

const page =
  "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html";

/** Dashboards whose body CloudWatch would refuse. */
export function dashboardErrors(plan: Plan): readonly ValidationError[] {
  return dashboardsOf(plan).flatMap(({ logicalName, body }) => {
    const result = readDashboardBody(body);
    if (result.ok) return [];
    return result.problems.map((problem) => ({
      resource: logicalName,
      message: `of its dashboardBody, ${problem}`,
      page,
    }));
  });
}
