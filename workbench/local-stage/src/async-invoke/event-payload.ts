import { quotas } from "@stagecraft/plan/quotas";
import { AwsError } from "../common/aws-error.ts";

const maximumPayloadBytes = quotas.lambda.asyncRequestBytes.value;

/** An event as JSON text. @throws AwsError RequestTooLargeException past 1 MB. */
export function eventPayload(event: unknown): string {
  const payload = JSON.stringify(event) ?? "{}";
  if (Buffer.byteLength(payload) > maximumPayloadBytes) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${maximumPayloadBytes} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  return payload;
}
