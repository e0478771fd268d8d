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
      markFailed(span, errorTypeOf(thrown));
      throw thrown;
    } finally {
      span.end();
    }
  });
}

/**
 * Marks the span as failed.
 *
 * @param errorType the reason, from a small set: https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/
 */
export function markFailed(span: Span, errorType: string): void {
  span.setAttribute("error.type", errorType);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The error's code, else its name; the type of a thrown value that is no error. */
export function errorTypeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  return "code" in thrown && typeof thrown.code === "string" ? thrown.code : thrown.name;
}
