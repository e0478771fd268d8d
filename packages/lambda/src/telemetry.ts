import { logFields } from "@stagecraft/contracts/telemetry/log-fields";
import { metrics } from "@stagecraft/contracts/telemetry/metrics";
import { createLog, type FieldsOf, type Log as LogWith } from "@stagecraft/observability/logger";
import { createMetrics, type Metrics as MetricsNamed } from "@stagecraft/observability/metrics";

export type LogFields = FieldsOf<typeof logFields>;
export type Log = LogWith<LogFields>;
export type MetricName = keyof typeof metrics;
export type Metrics = MetricsNamed<MetricName>;

/** What a function reports about itself. */
export type Telemetry = { readonly log: Log; readonly metrics: Metrics };

/** Made once per execution environment. */
export function createTelemetry(): Telemetry {
  return { log: createLog(logFields), metrics: createMetrics(metrics) };
}
