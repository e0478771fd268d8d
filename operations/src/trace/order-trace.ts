import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import { readLogRecord } from "@stagecraft/local-stage/logs/log-record";
import type { Span } from "@stagecraft/local-stage/xray/span";

/** The attribute of spans that publish or process an event. */
const eventAttribute = "cloudevents.event_id";

/** The life of an order: its hops in the order of their start. */
export type OrderTrace = {
  readonly order: string;
  /** When its first hop started; without hops, the time of its first line. */
  readonly startMs: number;
  readonly endMs: number;
  readonly hops: readonly Hop[];
  /** Lines of invocations without spans: they were not sampled. */
  readonly otherLines: readonly LogLine[];
};

/** One invocation, as far as it is about the order. Times are milliseconds since 1970. */
export type Hop = {
  /** The function's name, the spans' `service.name`. */
  readonly service: string;
  readonly traceId: string;
  readonly startMs: number;
  readonly endMs: number;
  /** What it waited for to begin; absent for a first hop, and for one that began before the end of what led to it. */
  readonly waited?: Wait;
  /** What led to it: indexes of earlier hops. */
  readonly causes: readonly number[];
  /** Its spans, each behind the one that contains it. */
  readonly spans: readonly HopSpan[];
  readonly lines: readonly LogLine[];
};

/**
 * The time between the end of an earlier hop and the start of a hop. The earlier one is what led to the hop, or the last hop of its
 * kind before it that the same led to: the deliveries of a message and the tasks of a workflow follow each other.
 */
export type Wait = { readonly ms: number; readonly after: number };

export type HopSpan = { readonly span: Span; readonly depth: number };

/** Puts the spans and log lines of an order together. */
export function orderTrace(
  order: string,
  spans: readonly Span[],
  lines: readonly LogLine[],
): OrderTrace {
  const known = new Map(spans.map((span) => [span.spanId, span]));
  const children = Map.groupBy(spans, ({ parentSpanId }) => parentSpanId);
  const withInner = (span: Span, depth = 0): HopSpan[] => [
    { span, depth },
    ...(children.get(span.spanId) ?? []).flatMap((inner) => withInner(inner, depth + 1)),
  ];
  const roots = spans.filter(({ parentSpanId = "" }) => !known.has(parentSpanId));
  const groups = roots.map((root) => withInner(root));
  const hopOf = new Map(
    groups.flatMap((group, index) => group.map(({ span }) => [span.spanId, index] as const)),
  );
  const linesOf = Map.groupBy(lines, (line) => traceOf(line));

  /** The spans that led to this one: those that it links to, and those that published its event before. */
  const causesOf = ({ links = [], attributes, startTimeUnixNano }: Span): Span[] => [
    ...links.flatMap(({ spanId }) => known.get(spanId) ?? []),
    ...spans.filter(
      (other) =>
        other.kind === "PRODUCER" &&
        other.attributes[eventAttribute] !== undefined &&
        other.attributes[eventAttribute] === attributes[eventAttribute] &&
        other.startTimeUnixNano < startTimeUnixNano,
    ),
  ];

  const causes = groups.map((group, index): readonly number[] => {
    const before = group.flatMap(({ span }) => causesOf(span));
    const found = new Set(before.flatMap(({ spanId }) => hopOf.get(spanId) ?? []));
    return [...found].filter((cause) => cause !== index);
  });
  const waitOf = (root: Span, index: number): Wait | undefined => {
    const own = causes[index] ?? [];
    const before = roots.flatMap((other, after) => {
      const isSibling =
        after !== index &&
        other.name === root.name &&
        causes[after]?.some((cause) => own.includes(cause)) &&
        endMs(other) <= startMs(root);
      return own.includes(after) || isSibling ? [{ ms: startMs(root) - endMs(other), after }] : [];
    });
    // It is negative when the hop began before the end of what led to it.
    const [last] = before.toSorted((a, b) => a.ms - b.ms);
    return last && last.ms > 0 ? last : undefined;
  };

  const hops = roots.map((root, index): Hop => {
    const waited = waitOf(root, index);
    return {
      service: String(root.resource.attributes["service.name"] ?? "unknown"),
      traceId: root.traceId,
      startMs: startMs(root),
      endMs: endMs(root),
      ...(waited && { waited }),
      causes: causes[index] ?? [],
      spans: groups[index] ?? [],
      // Several hops may be in one trace, such as a function that invokes another.
      lines:
        roots.findIndex(({ traceId }) => traceId === root.traceId) === index
          ? (linesOf.get(root.traceId) ?? [])
          : [],
    };
  });
  const times = hops.length > 0 ? hops : lines.map(timesOf);
  const traces = new Set(spans.map(({ traceId }) => traceId));
  return {
    order,
    startMs: Math.min(...times.map((each) => each.startMs)),
    endMs: Math.max(...times.map((each) => each.endMs)),
    hops,
    otherLines: lines.filter((line) => !traces.has(traceOf(line) ?? "")),
  };
}

export const startMs = (span: Span) => span.startTimeUnixNano / 1e6;
export const endMs = (span: Span) => span.endTimeUnixNano / 1e6;

const timesOf = ({ timestampMs }: LogLine) => ({ startMs: timestampMs, endMs: timestampMs });

/** The trace that a line belongs to: Powertools writes X-Ray's form of its id. */
function traceOf({ line }: LogLine): string | undefined {
  const { xray_trace_id: id } = readLogRecord(line) ?? {};
  return typeof id === "string" ? id.replace(/^1-/, "").replaceAll("-", "") : undefined;
}
