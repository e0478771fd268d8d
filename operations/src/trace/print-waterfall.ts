import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { printLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { endMs, type Hop, type HopSpan, type OrderTrace, startMs } from "./order-trace.ts";
import { spanText, timeText } from "./span-text.ts";

const barColumns = 24;

/**
 * An order's life as a waterfall for the terminal: a line a hop with its offset, duration and bar, what it waited for, its failed
 * spans and its log lines. `everySpan` adds the spans that went well.
 */
export function printWaterfall(trace: OrderTrace, everySpan: boolean): string {
  const { order, hops, otherLines } = trace;
  const traces = new Set(hops.map(({ traceId }) => traceId));
  const spans = hops.reduce((sum, hop) => sum + hop.spans.length, 0);
  return [
    `${order}: ${hops.length} invocations, ${spans} spans in ${traces.size} traces, ${timeText(trace.endMs - trace.startMs)}`,
    `from ${new Date(trace.startMs).toISOString()} to ${new Date(trace.endMs).toISOString()}`,
    "",
    ...hops.flatMap((hop) => printHop(hop, trace, everySpan)),
    ...(otherLines.length > 0
      ? ["", "log lines of invocations without spans (not sampled):", ...printLines(otherLines)]
      : []),
  ].join("\n");
}

function printHop(hop: Hop, trace: OrderTrace, everySpan: boolean): string[] {
  const [root, ...inner] = hop.spans;
  const shown = inner.filter(
    ({ span }) => everySpan || span.status.code === "ERROR" || span.kind === "CONSUMER",
  );
  return [
    ...(hop.waitedMs === undefined ? [] : [`${" ".repeat(10)}waited ${timeText(hop.waitedMs)}`]),
    ...(root ? [printSpan(hop.service, root, trace)] : []),
    ...shown.map((each) => printSpan("", each, trace)),
    ...printLines(hop.lines),
  ];
}

function printSpan(service: string, { span, depth }: HopSpan, trace: OrderTrace): string {
  const offset = startMs(span) - trace.startMs;
  const duration = endMs(span) - startMs(span);
  const text = `${"  ".repeat(depth)}${spanText(span)}`;
  return [
    `+${timeText(offset)}`.padStart(11),
    timeText(duration).padStart(9),
    barOf(offset, duration, trace.endMs - trace.startMs),
    service.padEnd(16),
    text,
  ]
    .join("  ")
    .trimEnd();
}

/** At least one column, so that a short span can be seen. */
function barOf(offset: number, duration: number, total: number): string {
  const column = (ms: number) => Math.round((ms / Math.max(total, 1)) * barColumns);
  const from = Math.min(column(offset), barColumns - 1);
  const width = Math.max(1, column(offset + duration) - from);
  return `${" ".repeat(from)}${"█".repeat(width)}`.padEnd(barColumns);
}

function printLines(lines: readonly LogLine[]): string[] {
  return lines
    .flatMap((line) => printLogLine(line) ?? [])
    .map((text) => text.replaceAll(/^/gm, " ".repeat(13)));
}
