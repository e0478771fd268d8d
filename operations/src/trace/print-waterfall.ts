import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { printLogLine, printOwnLogLine } from "@stagecraft/local-stage/logs/print-log-line";
import { endMs, type Hop, type HopSpan, type OrderTrace, startMs } from "./order-trace.ts";
import { spanText, timeText, waitText } from "./span-text.ts";

/** How the waterfall is printed. */
export type WaterfallOptions = {
  /** Every span, not only the failed ones and the calls of other systems. */
  readonly everySpan: boolean;
  /** Colours a text; absent: no colours. */
  readonly paint?: (colour: "dim" | "red", text: string) => string;
};

const startColumns = 12;
const durationColumns = 9;
const barColumns = 24;
const serviceColumns = 16;
const logColumns = startColumns + durationColumns + 4;

/** Fields of a log line that the waterfall says itself, or that say nothing about the order. */
const known = ["orderId", "requestId", "version", "route", "status", "durationMs", "coldStart"];

/**
 * An order's life as a waterfall for the terminal: a line a hop with its offset, duration and bar, what it waited for, its failed
 * spans and its log lines.
 */
export function printWaterfall(trace: OrderTrace, options: WaterfallOptions): string {
  const { order, hops, otherLines } = trace;
  const traces = new Set(hops.map(({ traceId }) => traceId));
  const spans = hops.reduce((sum, hop) => sum + hop.spans.length, 0);
  const stacks = new Map<string, string>();
  const total = timeText(trace.endMs - trace.startMs);
  return [
    `${order}: ${hops.length} invocations, ${spans} spans in ${traces.size} traces, ${total}`,
    `from ${new Date(trace.startMs).toISOString()} to ${new Date(trace.endMs).toISOString()}`,
    ...(hops.length > 0 ? ["", headings(total)] : []),
    ...hops.flatMap((hop) => printHop(hop, trace, { ...options, stacks })),
    ...(otherLines.length > 0
      ? ["", "log lines of invocations without spans (not sampled):", ...printOthers(otherLines)]
      : []),
  ].join("\n");
}

function headings(total: string): string {
  const scale = `0${total.padStart(barColumns - 1)}`;
  return inColumns("started", "took", scale, "function", "what it did");
}

function printHop(
  hop: Hop,
  trace: OrderTrace,
  { everySpan, paint, stacks }: WaterfallOptions & { readonly stacks: Map<string, string> },
): string[] {
  const [root, ...inner] = hop.spans;
  const shown = inner.filter(({ span }) => everySpan || isShown(span));
  const dim = (text: string) => paint?.("dim", text) ?? text;
  const spanLine = (service: string, each: HopSpan) => {
    const text = printSpan(service, each, trace);
    return each.span.status.code === "ERROR" ? (paint?.("red", text) ?? text) : text;
  };
  return [
    ...(hop.waited ? [dim(`${" ".repeat(startColumns + 2)}${waitText(hop.waited, trace)}`)] : []),
    ...(root ? [spanLine(hop.service, root)] : []),
    ...shown.map((each) => spanLine("", each)),
    ...hop.lines
      .flatMap((line) => printOwnLogLine(line, known) ?? [])
      .map((text) => dim(indented(withoutRepeat(text, stacks)))),
  ];
}

/** A retry mostly fails as the attempt before. `stacks` has the first line of each stack that was printed. */
function withoutRepeat(text: string, stacks: Map<string, string>): string {
  const [head = "", ...below] = text.split("\n");
  if (below.length < 2) return text;
  const stack = below.join("\n");
  const first = stacks.get(stack);
  if (first !== undefined) return `${head}\n    … the stack of ${first}`;
  stacks.set(stack, head.slice(0, "00:00:00.000".length));
  return text;
}

/** What failed, what an order's part of a batch is, and the requests to systems outside AWS. */
function isShown({ status, kind, attributes }: HopSpan["span"]): boolean {
  return (
    status.code === "ERROR" ||
    kind === "CONSUMER" ||
    (kind === "CLIENT" && attributes["http.request.method"] !== undefined)
  );
}

function printSpan(service: string, { span, depth }: HopSpan, trace: OrderTrace): string {
  const offset = startMs(span) - trace.startMs;
  const duration = endMs(span) - startMs(span);
  return inColumns(
    `+${timeText(offset)}`,
    timeText(duration),
    barOf(offset, duration, trace.endMs - trace.startMs),
    service,
    `${"  ".repeat(depth)}${spanText(span)}`,
  );
}

function inColumns(
  start: string,
  duration: string,
  bar: string,
  service: string,
  text: string,
): string {
  return [
    start.padStart(startColumns),
    duration.padStart(durationColumns),
    bar.padEnd(barColumns),
    service.padEnd(serviceColumns),
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
  return `${" ".repeat(from)}${"█".repeat(width)}`;
}

function printOthers(lines: readonly LogLine[]): string[] {
  return lines.flatMap((line) => printLogLine(line) ?? []).map(indented);
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, " ".repeat(logColumns));
}
