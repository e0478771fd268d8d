import { isValidSpanId, isValidTraceId, type SpanContext, TraceFlags } from "@opentelemetry/api";

// Every invocation and every message has a header: expressions read it faster than a split into fields.
const root = /(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})\s*(?:;|$)/;
const parent = /(?:^|;)\s*Parent=([0-9a-f]{16})\s*(?:;|$)/;
const sampled = /(?:^|;)\s*Sampled=1\s*(?:;|$)/;

/**
 * The span that X-Ray's header names: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`. Undefined without
 * a root and a parent. Without `Sampled=1` it is not sampled: Lambda runs its daemon for sampled requests alone.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function readTraceHeader(header: string | undefined): SpanContext | undefined {
  if (!header) return;
  const [, seconds = "", random = ""] = root.exec(header) ?? [];
  const traceId = seconds + random;
  const [, spanId = ""] = parent.exec(header) ?? [];
  if (!isValidTraceId(traceId) || !isValidSpanId(spanId)) return;
  const traceFlags = sampled.test(header) ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

/** The header with the span as the parent; its other fields stay. Undefined without a header. */
export function withParent(
  header: string | undefined,
  { spanId }: SpanContext,
): string | undefined {
  return header?.replace(/(^|;)(\s*)Parent=[0-9a-f]*/, `$1$2Parent=${spanId}`);
}
