import { expect, test } from "vitest";
import { planOf } from "../../testing/plan-of.ts";
import { dashboardErrors } from "./dashboards.ts";

test("a dashboard whose body CloudWatch would refuse is named with the place in it", () => {
  const dashboard = (widgets: readonly object[]) =>
    planOf([
      "aws:cloudwatch/dashboard:Dashboard",
      "Overview",
      { dashboardName: "overview", dashboardBody: JSON.stringify({ widgets }) },
    ]);
  expect(dashboardErrors(dashboard([{ type: "text", properties: {} }]))).toEqual([
    {
      resource: "Overview",
      message: "of its dashboardBody, widgets.0.properties.markdown is missing",
      page: expect.stringContaining("CloudWatch-Dashboard-Body-Structure"),
    },
  ]);
  expect(
    dashboardErrors(dashboard([{ type: "text", properties: { markdown: "# Orders" } }])),
  ).toEqual([]);
});
