import { createHash } from "node:crypto";

/** The second id that S3 gives a request, `x-amz-id-2`. */
export function extendedRequestId(requestId: string): string {
  return createHash("sha512").update(requestId).digest("base64");
}
