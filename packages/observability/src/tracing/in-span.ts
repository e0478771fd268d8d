import {
  type Context,
  context,
  type Span,
  type SpanOptions,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";

/**
 * Runs the work in a span, which is the parent of the spans that the work makes. A thrown error marks the span with its code or
 * name; its message is only in the log, beside the trace's id.
 *
 * @param within the context of the parent; the active one by default
 */
export function inSpan<Result>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<Result>,
  within: Context = context.active(),
): Promise<Result> {
  const tracer = trace.getTracer("stagecraft");
  return tracer.startActiveSpan(name, options, within, async (span) => {
    try {
      return await work(span);
    } catch (thrown) {
      markFailed(span, thrown);
      throw thrown;
    } finally {
      span.end();
    }
  });
}

/** Marks the span as failed because of the error. */
export function markFailed(span: Span, error: unknown): void {
  span.setAttribute("error.type", typeOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/ */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
