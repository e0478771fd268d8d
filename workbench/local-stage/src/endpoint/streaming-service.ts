import type { Call, Permission } from "../common/operation.ts";
import type { Refusal } from "./aws-service.ts";
import type { Payload } from "./receive-payload.ts";
import type { RequestHead } from "./signature.ts";

/** An AWS service whose requests and answers are too large to be held in memory. */
export type StreamingService = {
  /** The name in messages: `S3`. */
  readonly name: string;
  /** As in an endpoint's name: `s3`. */
  readonly endpointName: string;
  /** The operation of a request, by its head alone. @throws AwsError for what the service does not know. */
  read(head: RequestHead): StreamingOperation;
  /** An error in the service's protocol. */
  refuse(refusal: Refusal, request: RequestHead & { readonly requestId: string }): StreamedAnswer;
};

/** One call of one operation. `permissions` are checked before `run`, which may read the payload. */
type StreamingOperation = {
  /** AWS's name of it: `GetObject`. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  run(payload: Payload, call: StreamingCall): Promise<StreamedAnswer>;
};

/** What an operation knows of its call, and a permission check for what it only learns while it runs. */
export type StreamingCall = Call & {
  /** The caller's IP address. */
  readonly sourceIp: string;
  /** @throws AwsError when the caller is not allowed. */
  authorize(permission: Permission): void;
};

/** `headers` say the body's length, unless there is none. */
export type StreamedAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | AsyncIterable<Buffer>;
};
