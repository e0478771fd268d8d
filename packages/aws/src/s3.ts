import { S3Client } from "@aws-sdk/client-s3";
import { readAwsEnvironment } from "./aws-environment.ts";
import type { ClientSettings } from "./json-client.ts";
import { traceSdkCalls } from "./trace-sdk-calls.ts";

const connectionTimeoutMs = 1_000;

/**
 * The SDK's client: streams and uploads in parts need more than single calls. `requestTimeoutMs` does not cover the stream of a body.
 */
export function s3({
  maxAttempts,
  requestTimeoutMs,
  environment = readAwsEnvironment("S3"),
}: ClientSettings): S3Client {
  const { region, credentials, endpoint } = environment;
  const client = new S3Client({
    region,
    credentials,
    ...(endpoint && { endpoint }),
    maxAttempts,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Without it, the SDK only logs a warning.
      throwOnRequestTimeout: true,
    },
    // A part of an object has no checksum to compare, and a stream with a checksum must be read to its end.
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return traceSdkCalls(client);
}
