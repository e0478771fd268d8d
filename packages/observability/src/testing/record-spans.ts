import { type Context, context, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  AlwaysOffSampler,
  ParentBasedSampler,
  type ReadableSpan,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { onTestFinished } from "vitest";

/** A sampled parent, and one that is not. */
export const parent = {
  traceId: "5759e988bd862e3fe1be46a994272793",
  spanId: "53995c3f42cd8ad8",
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
};
export const sampled: Context = trace.setSpanContext(ROOT_CONTEXT, parent);
export const unsampled: Context = trace.setSpanContext(ROOT_CONTEXT, {
  ...parent,
  traceFlags: TraceFlags.NONE,
});

/** Records the spans below sampled parents until the test ends, and returns those that have ended. */
export function recordSpans(): readonly ReadableSpan[] {
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({
    sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }),
    spanProcessors: [
      {
        onStart() {},
        onEnd: (span) => void ended.push(span),
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  trace.setGlobalTracerProvider(provider);
  forgetAfterTest();
  return ended;
}

/** Test files share a process: the global tracer of one test must not record another's spans. */
export function forgetAfterTest(): void {
  onTestFinished(() => {
    trace.disable();
    context.disable();
  });
}
