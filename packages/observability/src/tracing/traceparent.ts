import {
  isSpanContextValid,
  type Link,
  type SpanContext,
  TraceFlags,
  trace,
} from "@opentelemetry/api";

/** https://www.w3.org/TR/trace-context/#traceparent-header, of version 00. */
const format = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The `traceparent` that names the running span; undefined outside a span. */
export function activeTraceparent(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context) ? writeTraceparent(context) : undefined;
}

export function writeTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** The span that a `traceparent` names; undefined for another text. */
export function readTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId = "", spanId = "", flags = ""] = format.exec(text ?? "") ?? [];
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const context = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

/** Links to the spans, each once. Nothing was recorded of a span that was not sampled. */
export function linksTo(spans: readonly (SpanContext | undefined)[]): Link[] {
  const links = new Map<string, Link>();
  for (const context of spans) {
    if (context && context.traceFlags & TraceFlags.SAMPLED) links.set(context.spanId, { context });
  }
  return [...links.values()];
}

/** Links the running span to the span that the text names. */
export function linkActiveSpan(traceparent: string | undefined): void {
  trace.getActiveSpan()?.addLinks(linksTo([readTraceparent(traceparent)]));
}
