import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  ParentBasedSampler,
  type ReadableSpan,
  type SpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { xrayDaemon } from "./xray-daemon.ts";

/** The spans of an execution environment. */
export type Traces = {
  /** Sends the spans that have ended. Returns how many could not be sent; never rejects. */
  flush(): Promise<number>;
};

/** For where no trace is wanted. */
export const noTraces: Traces = { flush: async () => 0 };

/**
 * Makes OpenTelemetry's API record the spans of sampled invocations. Without the daemon's address nothing is recorded.
 *
 * @param daemonAddress `host:port`
 */
export function createTraces(service: string, daemonAddress: string | undefined): Traces {
  if (!daemonAddress) return noTraces;
  const daemon = xrayDaemon(daemonAddress);
  const collected = collectSpans();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    // Lambda decides which invocations are sampled.
    sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }),
    spanProcessors: [collected.processor],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  trace.setGlobalTracerProvider(provider);
  return { flush: () => daemon.send(collected.take()) };
}

/** Keeps the spans that have ended until they are taken. */
function collectSpans(): { readonly processor: SpanProcessor; take(): readonly ReadableSpan[] } {
  let ended: ReadableSpan[] = [];
  return {
    processor: {
      onStart() {},
      onEnd: (span) => void ended.push(span),
      forceFlush: async () => {},
      shutdown: async () => {},
    },
    take() {
      const taken = ended;
      ended = [];
      return taken;
    },
  };
}
