import type { Call, Permission } from "../shared/operation.ts";
import type { Refusal } from "./aws-service.ts";
import type { Payload } from "./receive-payload.ts";
import type { RequestHead } from "./signature.ts";

/** An AWS service whose requests and answers are too large to be held in memory. */
export type StreamingService = {
  /** As people say it: `S3`. */
  readonly name: string;
  /** As in an endpoint's name: `s3`. */
  readonly endpointName: string;
  /** What a request asks for, by its head alone. @throws AwsError for what the service does not know. */
  read(head: RequestHead): StreamingOperation;
  /** An error in the service's protocol. */
  refuse(refusal: Refusal, request: RequestHead & { readonly requestId: string }): StreamedAnswer;
};

/** One call of one operation. `permissions` are asked before `run`, which reads the payload or leaves it. */
type StreamingOperation = {
  /** AWS's name of it: `GetObject`. */
  readonly name: string;
  readonly permissions: readonly Permission[];
  run(payload: Payload, call: StreamingCall): Promise<StreamedAnswer>;
};

/** What an operation learns of its call, and IAM for what only shows on the way. */
export type StreamingCall = Call & {
  /** Where the caller is seen to come from. */
  readonly sourceIp: string;
  /** @throws AwsError when the caller may not. */
  authorize(permission: Permission): void;
};

/** `headers` say the body's length, unless there is none. */
export type StreamedAnswer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | AsyncIterable<Buffer>;
};
