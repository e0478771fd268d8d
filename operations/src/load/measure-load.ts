import { appName } from "@stagecraft/contracts/system";
import type { Plan } from "@stagecraft/plan/plan";
import type { Connection } from "../access/connection.ts";
import type { StageOptions } from "../access/open-stage.ts";
import { withStage } from "../access/with-stage.ts";
import { findDashboard } from "../dashboard/find-dashboard.ts";
import { readDashboardData } from "../dashboard/read-dashboard-data.ts";
import type { LoadCustomers } from "./customer-requests.ts";
import type { StageDashboard } from "./load-page.ts";
import { type LoadReport, problemsOf, type Wait } from "./load-report.ts";
import type { LoadSecond } from "./load-result.ts";
import type { LoadShape } from "./load-shape.ts";
import { readHops } from "./read-hops.ts";
import { runLoad } from "./run-load.ts";
import { watchMemory } from "./watch-memory.ts";

/** The system that gets the load. */
export type LoadSubject = {
  readonly plan: Plan;
  readonly url: string;
  readonly customers: LoadCustomers;
  /** Where its metrics and logs are read. */
  readonly stage: StageOptions;
  /** Of a system in this process: waits for the end of its work, and returns how much is left. */
  readonly settle?: () => Promise<number>;
};

const sampleEveryMs = 5_000;
const tellEverySeconds = 5;
const minuteMs = 60_000;

/** Sends the load, and reads what each hop of the system did meanwhile. */
export async function measureLoad(
  subject: LoadSubject,
  options: {
    readonly shape: LoadShape;
    readonly seed: number;
    readonly root: string;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly report: LoadReport; readonly dashboard: StageDashboard }> {
  const { shape, seed, root, log, signal } = options;
  const { plan, url, customers, settle } = subject;
  const watch = settle && watchMemory(sampleEveryMs);
  const onSecond = (second: LoadSecond) => {
    if ((second.second + 1) % tellEverySeconds === 0) log(progressText(second, shape));
  };
  const result = await runLoad({ url, shape, customers, seed }, { onSecond, signal });
  const memory = watch?.stop() ?? [];
  if (settle) log("waiting for the end of every order");
  const pending = await settle?.();
  return await withStage(subject.stage, root, async (connection) => {
    const minutes = { startMs: result.startMs, endMs: connection.nowMs() };
    const dashboard = await readDashboard(plan, connection, minutes);
    const { stage } = plan;
    const measured = {
      shape,
      stage,
      result,
      functions: await readHops({ ...connection, app: appName, stage }, minutes),
      waits: waitsOf(dashboard),
      memory,
      ...(pending === undefined ? {} : { pending }),
    };
    return { report: { ...measured, problems: problemsOf(measured) }, dashboard };
  });
}

function progressText({ second, due, failed, open, latency }: LoadSecond, { seconds }: LoadShape) {
  const p99 = Number.isNaN(latency.p99Ms) ? "-" : `${Math.round(latency.p99Ms)} ms`;
  return `second ${second + 1} of ${seconds}: ${due} due, p99 ${p99}, ${failed} failed, ${open} without an answer`;
}

async function readDashboard(
  plan: Plan,
  { cloudwatch }: Connection,
  minutes: { readonly startMs: number; readonly endMs: number },
): Promise<StageDashboard> {
  const { body } = await findDashboard(undefined, { plan, cloudwatch });
  const range = {
    startMs: Math.floor(minutes.startMs / minuteMs) * minuteMs,
    endMs: Math.ceil(minutes.endMs / minuteMs) * minuteMs,
  };
  const { data } = await readDashboardData(body, { cloudwatch, region: plan.region, range });
  return { body, data };
}

/** What the dashboard shows in seconds: the longest of each line. */
function waitsOf({ body, data }: StageDashboard): readonly Wait[] {
  return body.widgets.flatMap((widget, index) => {
    if (widget.type !== "metric" || !widget.title.endsWith(", in seconds")) return [];
    const title = widget.title.replace(/, in seconds$/, "");
    return (data.series.get(index) ?? []).flatMap(({ metric, points }): Wait[] => {
      const { label = "", isVisible } = widget.metrics[metric] ?? {};
      if (!isVisible || points.length === 0) return [];
      return [{ title, line: label, longest: Math.max(...points.map(({ value }) => value)) }];
    });
  });
}
