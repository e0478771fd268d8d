import type { LoadReport } from "./load-report.ts";

/** The report in one line: the percentiles of each route. */
export function loadFigure({
  shape,
  result,
  problems,
}: Pick<LoadReport, "shape" | "result" | "problems">): string {
  const routes = result.routes.map(
    ({ route, latency: { p95Ms, p99Ms } }) =>
      `${route} p95 ${Math.round(p95Ms)} ms, p99 ${Math.round(p99Ms)} ms`,
  );
  return [
    `${shape.profile}, ${shape.ratePerSecond} requests a second for ${shape.seconds} s`,
    ...routes,
    ...problems,
  ].join("; ");
}
