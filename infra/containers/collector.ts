import { region } from "../../packages/contracts/src/system.ts";

/**
 * AWS's distribution of the OpenTelemetry collector, beside the container in its task: it takes OTLP on the loopback address, and
 * sends signed requests with the task's role to CloudWatch's OTLP endpoint, which takes no others.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
export const collectorImage = "public.ecr.aws/aws-observability/aws-otel-collector:v0.48.0";

/** Where the container sends its spans. */
export const collectorUrl = "http://127.0.0.1:4318";

/** The collector's settings, which it reads from the variable AOT_CONFIG_CONTENT. JSON is YAML. */
export const collectorSettings = JSON.stringify({
  extensions: { sigv4auth: { region, service: "xray" } },
  receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } } },
  exporters: {
    otlphttp: {
      traces_endpoint: `https://xray.${region}.amazonaws.com/v1/traces`,
      auth: { authenticator: "sigv4auth" },
    },
  },
  service: {
    extensions: ["sigv4auth"],
    pipelines: { traces: { receivers: ["otlp"], exporters: ["otlphttp"] } },
  },
});
