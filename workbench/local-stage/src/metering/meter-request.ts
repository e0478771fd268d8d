import { httpApiUnits } from "@stagecraft/cost/units/request-units";
import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import type { HttpApiReport } from "../api-gateway/http-api-report.ts";
import type { Meter } from "./meter.ts";

/**
 * Counts one request of an HTTP API by the larger of its two bodies, and the response's body as egress.
 * @see https://aws.amazon.com/api-gateway/pricing/
 */
export function meterRequest(
  meter: Meter,
  { apiId }: Pick<HttpApiDefinition, "apiId">,
  { requestBytes, responseBytes }: HttpApiReport,
): void {
  meter.add(apiId, "http-api-requests", httpApiUnits(Math.max(requestBytes, responseBytes)));
  meter.add(apiId, "internet-egress-bytes", responseBytes);
}
