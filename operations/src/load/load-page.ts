import type { DashboardData, Series } from "@stagecraft/diagram/dashboard/dashboard-data";
import { dashboardDrawing } from "@stagecraft/diagram/dashboard/dashboard-drawing";
import type {
  DashboardBody,
  MetricWidget,
  Widget,
} from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { dashboardPage } from "../dashboard/dashboard-page.ts";
import type { LoadReport } from "./load-report.ts";

/** The stage's dashboard, with the values of the time of the load. */
export type StageDashboard = { readonly body: DashboardBody; readonly data: DashboardData };

type Line = {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly { readonly timeMs: number; readonly value: number }[];
};

const blue = "#1f77b4";
const green = "#2ca02c";
const orange = "#e6850e";
const red = "#d62728";
const columns = 24;
const graphRows = 6;

/** One page that needs no other file: what the customers saw, second by second, then the stage's own dashboard of the same time. */
export function loadPage(report: LoadReport, dashboard?: StageDashboard): string {
  const { shape, stage, result, problems } = report;
  const title = `${shape.profile} load on ${stage}: ${shape.ratePerSecond} requests a second for ${shape.seconds} s`;
  const graphs = graphsOf(report);
  const verdict = problems.length === 0 ? "Clean: every request was answered." : problems.join(" ");
  const width = columns / 2;
  const own: readonly Widget[] = [
    text(0, verdict),
    ...graphs.map(({ title: name, lines }, index) =>
      graph(name, lines, {
        x: (index % 2) * width,
        y: 1 + Math.floor(index / 2) * graphRows,
        width,
        height: graphRows,
      }),
    ),
  ];
  const bottom = Math.max(...own.map(({ y, height }) => y + height));
  const theirs = dashboard
    ? [
        text(bottom, "## The stage's dashboard of these minutes"),
        ...dashboard.body.widgets.map((widget) => ({ ...widget, y: widget.y + bottom + 1 })),
      ]
    : [];
  const series = new Map<number, readonly Series[]>(
    graphs.map(({ lines }, index) => [
      index + 1,
      lines.map(({ points }, metric) => ({ metric, points })),
    ]),
  );
  for (const [index, each] of dashboard?.data.series ?? [])
    series.set(own.length + 1 + index, each);
  return dashboardPage(
    dashboardDrawing(
      title,
      { widgets: [...own, ...theirs] },
      {
        startMs: result.startMs,
        endMs: Math.max(result.endMs, result.startMs + 1_000),
        series,
        alarms: dashboard?.data.alarms ?? new Map(),
      },
    ),
  );
}

function graphsOf({
  result,
  memory,
}: LoadReport): readonly { title: string; lines: readonly Line[] }[] {
  const { startMs, seconds } = result;
  const over = (
    label: string,
    colour: string,
    of: (second: (typeof seconds)[number]) => number,
  ): Line => ({
    label,
    colour,
    points: seconds
      .map((second) => ({ timeMs: startMs + second.second * 1_000, value: of(second) }))
      .filter(({ value }) => Number.isFinite(value)),
  });
  const sampled = (
    label: string,
    colour: string,
    of: (sample: (typeof memory)[number]) => number,
  ): Line => ({
    label,
    colour,
    points: memory.map((sample) => ({ timeMs: sample.atMs, value: of(sample) })),
  });
  return [
    {
      title: "Requests a second",
      lines: [
        over("due", blue, ({ due }) => due),
        over("throttled (429)", orange, ({ throttled }) => throttled),
        over("failed", red, ({ failed }) => failed),
      ],
    },
    {
      title: "Time from due to answered, in ms",
      lines: [
        over("p50", green, ({ latency }) => latency.p50Ms),
        over("p95", blue, ({ latency }) => latency.p95Ms),
        over("p99", orange, ({ latency }) => latency.p99Ms),
      ],
    },
    { title: "Requests without an answer yet", lines: [over("open", blue, ({ open }) => open)] },
    ...(memory.length === 0
      ? []
      : [
          {
            title: "Memory, in MB",
            lines: [
              sampled("the stage", blue, ({ stageMb }) => stageMb),
              sampled(
                "an execution environment (mean)",
                green,
                ({ environmentMb }) => environmentMb,
              ),
            ],
          },
        ]),
  ];
}

function text(y: number, markdown: string): Widget {
  return { type: "text", markdown, x: 0, y, width: columns, height: 1 };
}

function graph(
  title: string,
  lines: readonly Line[],
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
): Widget & MetricWidget {
  return {
    type: "metric",
    ...place,
    title,
    region: "",
    view: "timeSeries",
    isStacked: false,
    isOfWholeRange: false,
    axes: { left: { min: 0 }, right: {} },
    annotations: [],
    metrics: lines.map(({ label, colour }) => ({
      label,
      colour,
      axis: "left",
      isVisible: true,
      periodSeconds: 1,
      source: { expression: "" },
    })),
  };
}
