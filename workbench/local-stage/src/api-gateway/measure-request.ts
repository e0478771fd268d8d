import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { HttpApiReport } from "./http-api-report.ts";

/**
 * Puts the metrics of one request, for the API and for its stage.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function measureRequest(
  metrics: MetricSink,
  { apiId, stageName }: Pick<HttpApiDefinition, "apiId" | "stageName">,
  { status, durationMs, integrationMs, requestTimeMs }: HttpApiReport,
): void {
  const put = (name: string, unit: MetricUnit, value: number) => {
    for (const dimensions of [{ ApiId: apiId }, { ApiId: apiId, Stage: stageName }]) {
      metrics.put({ namespace: "AWS/ApiGateway", name, unit, dimensions }, value, requestTimeMs);
    }
  };
  put("Count", "Count", 1);
  put("4xx", "Count", status >= 400 && status < 500 ? 1 : 0);
  put("5xx", "Count", status >= 500 ? 1 : 0);
  put("Latency", "Milliseconds", durationMs);
  if (integrationMs !== undefined) put("IntegrationLatency", "Milliseconds", integrationMs);
}
