import { ago } from "../command/ago.ts";
import type { SourceSummary } from "./list-sources.ts";

/** A paragraph for each source with messages, and one line with the empty sources. */
export function printList(sources: readonly SourceSummary[], nowMs: number): string {
  const [some, none] = [
    sources.filter(({ count, inFlightElsewhere }) => count + inFlightElsewhere > 0),
    sources.filter(({ count, inFlightElsewhere }) => count + inFlightElsewhere === 0),
  ];
  const width = Math.max(0, ...some.map(({ source }) => source.length));
  const paragraphs = some.map((summary) => printSource(summary, width, nowMs));
  const empty = none.length > 0 ? [`empty: ${none.map(({ source }) => source).join(", ")}`] : [];
  return [...paragraphs, ...empty].join("\n\n");
}

function printSource(summary: SourceSummary, width: number, nowMs: number): string {
  const { source, count, isMore, oldest, newest, owner, inFlightElsewhere, byCause } = summary;
  const age = (time: string | undefined) => ago(Date.parse(time ?? ""), nowMs);
  const head = [
    `${source.padEnd(width)}  ${count}${isMore ? "+" : ""}`,
    ...(count > 0 ? [`oldest ${age(oldest)}, newest ${age(newest)}`] : []),
    ...(owner === undefined ? [] : [owner]),
  ].join("  ");
  const causes = byCause.map(
    ({ consumer, error, count: own }) =>
      `${String(own).padStart(8)}  ${[consumer, shortened(error)].filter(Boolean).join("  ")}`,
  );
  const inFlight =
    inFlightElsewhere > 0
      ? [`  about ${inFlightElsewhere} more are in flight to other readers`]
      : [];
  return [head, ...causes, ...inFlight].join("\n");
}

/** The error may be a whole error message: a function's dead-letter queue stores no error type. */
function shortened(error: string): string {
  return error.length > 60 ? `${error.slice(0, 59)}…` : error;
}
