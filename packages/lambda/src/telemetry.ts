import { logFields } from "@stagecraft/contracts/telemetry/log-fields";
import { metrics } from "@stagecraft/contracts/telemetry/metrics";
import { createLog, type FieldsOf, type Log as LogWith } from "@stagecraft/observability/logger";
import { createMetrics, type Metrics as MetricsNamed } from "@stagecraft/observability/metrics";
import { createTraces, type Traces } from "@stagecraft/observability/tracing/traces";

export type LogFields = FieldsOf<typeof logFields>;
export type Log = LogWith<LogFields>;
export type MetricName = keyof typeof metrics;
export type Metrics = MetricsNamed<MetricName>;

/** What a function reports about itself. */
export type Telemetry = { readonly log: Log; readonly metrics: Metrics; readonly traces: Traces };

/** Made once per execution environment. */
export function createTelemetry(): Telemetry {
  const {
    AWS_LAMBDA_LOG_LEVEL,
    AWS_XRAY_DAEMON_ADDRESS,
    POWERTOOLS_LOG_LEVEL = AWS_LAMBDA_LOG_LEVEL,
    POWERTOOLS_LOGGER_SAMPLE_RATE = "0",
    POWERTOOLS_SERVICE_NAME: service = "",
    // biome-ignore lint/style/noProcessEnv: Lambda or infra/ sets them, and Powertools reads them in the same way
  } = process.env;
  return {
    log: createLog(logFields, {
      service,
      level: POWERTOOLS_LOG_LEVEL,
      debugShare: Number(POWERTOOLS_LOGGER_SAMPLE_RATE),
    }),
    metrics: createMetrics(metrics),
    traces: createTraces(service, AWS_XRAY_DAEMON_ADDRESS),
  };
}
