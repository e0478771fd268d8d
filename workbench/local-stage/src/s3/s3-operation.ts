import type { Permission } from "../common/operation.ts";
import type { Payload } from "../endpoint/receive-payload.ts";
import type { StreamedAnswer, StreamingCall } from "../endpoint/streaming-service.ts";
import type { S3Request } from "./s3-request.ts";

/** One operation of S3. */
export type S3Operation = {
  /** The query parameters that it understands. */
  readonly parameters: readonly string[];
  /** The permissions that are checked before `run`. */
  permissions(request: S3Request): readonly Permission[];
  run(
    request: S3Request,
    payload: Payload,
    call: StreamingCall,
  ): StreamedAnswer | Promise<StreamedAnswer>;
};
