import { NodeSDK } from "@opentelemetry/sdk-node";
import { createTelemetry, type Telemetry } from "@stagecraft/lambda/telemetry";

/** What a container reports about itself. */
export type ContainerTelemetry = Telemetry & {
  /** Sends what is not sent yet. */
  stop(): Promise<void>;
};

/**
 * The same log lines and metrics as a function's, on standard output: the `awslogs` driver puts each line into the log group with
 * PutLogEvents, from which CloudWatch takes metrics in the embedded format, without an agent
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format.html). Spans go by OTLP in batches
 * to OTEL_EXPORTER_OTLP_ENDPOINT; which share is sampled is in OTEL_TRACES_SAMPLER: nobody decides it for a container, as Lambda does
 * for a function.
 */
export function startTelemetry(): ContainerTelemetry {
  const sdk = new NodeSDK({ instrumentations: [], metricReaders: [], logRecordProcessors: [] });
  sdk.start();
  return {
    ...createTelemetry(),
    // Rejects when the collector is gone, which must not look like a failed stop.
    stop: () => sdk.shutdown().catch(() => {}),
  };
}
