import { openStage } from "@stagecraft/operations/access/open-stage";
import { findDashboard } from "@stagecraft/operations/dashboard/find-dashboard";
import { readDashboardData } from "@stagecraft/operations/dashboard/read-dashboard-data";
import { expect, onTestFinished, test } from "vitest";
import { openScenario, root } from "../scenarios/open-scenario.ts";
import { ordinaryProvider, runOrders } from "./run-orders.ts";

const hourMs = 60 * 60_000;

/** What has no value without a failure, or only on AWS. */
const mayBeZero = [
  ...["failed", "need manual repair", "failed (5xx)", "refused (4xx)", "refused", "timed out"],
  ...["payment timed out", "out of stock", "continued in another run", "rows rejected"],
  ...["error or timeout", "throttled", "all queues", "longest", "EUR", "USD"],
];
const onlyOnAws = ["database capacity"];

test("after some minutes of orders every line of the dashboard has values, and what happened is above 0", async () => {
  const scenario = await openScenario({
    recordsTelemetry: false,
    providerOverrides: ordinaryProvider,
  });
  onTestFinished(() => scenario.close());
  const signal = new AbortController().signal;
  await runOrders(scenario, 4, { say: () => {}, signal });
  const stage = { stage: "local", state: scenario.stateDirectory };
  const { cloudwatch, nowMs, close } = await openStage(stage, root);
  onTestFinished(close);
  const { plan } = scenario;
  const { body } = await findDashboard(undefined, { plan, cloudwatch });
  const range = { startMs: nowMs() - hourMs, endMs: nowMs() };
  const { data, notes } = await readDashboardData(body, {
    cloudwatch,
    region: plan.region,
    range,
  });
  expect(notes).toEqual([]);
  const lines = body.widgets.flatMap((widget, index) =>
    widget.type === "metric"
      ? widget.metrics.flatMap(({ label, isVisible }, metric) => {
          const series = data.series.get(index)?.find((each) => each.metric === metric);
          return isVisible ? [{ label: label ?? "", points: series?.points ?? [] }] : [];
        })
      : [],
  );
  expect(lines.length).toBeGreaterThan(30);
  const without = lines.filter(({ points }) => points.length === 0).map(({ label }) => label);
  expect(without).toEqual(onlyOnAws);
  const atZero = lines.filter(({ points }) => points.every(({ value }) => value === 0));
  expect(atZero.map(({ label }) => label).filter((label) => !mayBeZero.includes(label))).toEqual(
    onlyOnAws,
  );
});
