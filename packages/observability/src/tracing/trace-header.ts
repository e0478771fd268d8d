import { isValidSpanId, isValidTraceId, type SpanContext, TraceFlags } from "@opentelemetry/api";

/**
 * The span that X-Ray's header names: `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1`. Undefined without
 * a root and a parent. Without `Sampled=1` it is not sampled: Lambda runs its daemon for sampled requests alone.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function readTraceHeader(header: string | undefined): SpanContext | undefined {
  const fields = new Map(header?.split(";").map((field) => splitAt(field.trim(), "=")));
  const [, seconds = "", random = ""] = fields.get("Root")?.split("-") ?? [];
  const traceId = seconds + random;
  const spanId = fields.get("Parent") ?? "";
  if (!isValidTraceId(traceId) || !isValidSpanId(spanId)) return;
  const traceFlags = fields.get("Sampled") === "1" ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

/** The header with the span as the parent; its other fields stay. Undefined without a header. */
export function withParent(
  header: string | undefined,
  { spanId }: SpanContext,
): string | undefined {
  return header?.replace(/(^|;)(\s*)Parent=[0-9a-f]*/, `$1$2Parent=${spanId}`);
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + 1)];
}
