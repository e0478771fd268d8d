import { AwsError } from "../common/aws-error.ts";
import { maximumRequestBytes } from "./invocation-error.ts";

/** The event of an invocation as JSON. @throws AwsError RequestTooLargeException above 6 MB. */
export function requestPayload(event: unknown): string {
  const payload = JSON.stringify(event) ?? "{}";
  // A UTF-16 unit has at most three bytes, so that short payloads need no measuring.
  if (
    payload.length * 3 > maximumRequestBytes &&
    Buffer.byteLength(payload) > maximumRequestBytes
  ) {
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${maximumRequestBytes} bytes for the InvokeFunction operation`,
      { status: 413 },
    );
  }
  return payload;
}
