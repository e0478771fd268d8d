import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { dashboardDrawing } from "@stagecraft/diagram/dashboard/dashboard-drawing";
import { dashboardSvg } from "@stagecraft/diagram/dashboard/dashboard-svg";
import { themes } from "@stagecraft/diagram/layout/theme";
import type { Plan } from "@stagecraft/plan/plan";
import type { DashboardOptions } from "./dashboard-options.ts";
import { dashboardPage } from "./dashboard-page.ts";
import { findDashboard } from "./find-dashboard.ts";
import { readDashboardData } from "./read-dashboard-data.ts";

/** The file's content, and what a person has to know about it, a line each. */
export type DrawnDashboard = { readonly content: string; readonly lines: readonly string[] };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Draws the dashboard with the values of the last hours.
 * @throws DashboardError when there is none, or its body cannot be read
 */
export async function drawDashboard(
  { name, hours, format, theme }: DashboardOptions,
  {
    plan,
    cloudwatch,
    nowMs,
  }: { readonly plan: Plan; readonly cloudwatch: CloudWatchClient; nowMs(): number },
): Promise<DrawnDashboard> {
  const dashboard = await findDashboard(name, { plan, cloudwatch });
  const endMs = Math.ceil(nowMs() / minuteMs) * minuteMs;
  const range = { startMs: endMs - hours * hourMs, endMs };
  const { data, notes } = await readDashboardData(dashboard.body, {
    cloudwatch,
    region: plan.region,
    range,
  });
  const drawing = dashboardDrawing(dashboard.name, dashboard.body, data);
  const metricWidgets = dashboard.body.widgets.filter(({ type }) => type === "metric").length;
  const withData = [...data.series.values()].filter((series) =>
    series.some(({ points }) => points.length > 0),
  ).length;
  return {
    content: format === "html" ? dashboardPage(drawing) : dashboardSvg(drawing, themes[theme]),
    lines: [
      `${dashboard.name}: ${withData} of ${metricWidgets} metric widgets have data`,
      ...notes,
    ],
  };
}
