import { httpApiUnits } from "@stagecraft/cost/units/request-units";
import type { Plan } from "@stagecraft/plan/plan";
import { objectOf, resourcesOf } from "@stagecraft/plan/resources";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { HttpApiReport } from "../api-gateway/http-api-report.ts";
import type { Meter } from "./meter.ts";

/**
 * Counts the requests of an HTTP API by the larger of their two bodies, the responses' bodies as egress, and a line of the access log
 * for each. A line is about as long as its format: names such as `$context.requestId` are about as long as their values.
 * @see https://aws.amazon.com/api-gateway/pricing/
 */
export function meterRequests(
  meter: Meter,
  plan: Plan,
  { apiId }: Pick<HttpApiDefinition, "apiId">,
): (report: HttpApiReport) => void {
  const { destinationArn, format } = accessLogOf(plan, apiId);
  return ({ requestBytes, responseBytes }) => {
    meter.add(apiId, "http-api-requests", httpApiUnits(Math.max(requestBytes, responseBytes)));
    meter.add(apiId, "internet-egress-bytes", responseBytes);
    if (typeof destinationArn === "string" && typeof format === "string") {
      meter.add(destinationArn, "log-bytes", Buffer.byteLength(format));
    }
  };
}

function accessLogOf(plan: Plan, apiId: string) {
  const stage = resourcesOf(plan, "aws:apigatewayv2/stage:Stage").find(
    ({ inputs }) => inputs.apiId === apiId,
  );
  return stage ? objectOf(stage, "accessLogSettings") : {};
}
