import { isValidTraceId, trace } from "@opentelemetry/api";
import { lambdaTraceHeader } from "./lambda-trace-header.ts";

/**
 * The trace of the running unit of work as X-Ray writes it: `1-5759e988-bd862e3fe1be46a994272793`. In a function it is Lambda's, also
 * where nothing is recorded; elsewhere that of the active span.
 */
export function xrayTraceId(): string | undefined {
  const header = lambdaTraceHeader();
  if (header !== undefined) return /Root=([^;]+)/.exec(header)?.[1];
  const { traceId = "" } = trace.getActiveSpan()?.spanContext() ?? {};
  return isValidTraceId(traceId) ? `1-${traceId.slice(0, 8)}-${traceId.slice(8)}` : undefined;
}
