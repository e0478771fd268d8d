import type { RequestContext } from "@stagecraft/iam/access-request";
import type { Caller } from "./caller.ts";

/** One action on one resource: `sqs:SendMessage` on an ARN. */
export type Permission = {
  readonly action: string;
  readonly resource: string;
  /** The condition keys that only the operation knows, such as `s3:prefix`. */
  readonly context?: RequestContext;
};

/** What an operation knows of its call, after all checks. */
export type Call = {
  readonly caller: Caller;
  readonly requestId: string;
  /** The X-Ray header of the call, which SQS stores as `AWSTraceHeader`. */
  readonly traceHeader?: string;
  /** Aborted when the client has disconnected, to end a long poll. */
  readonly signal: AbortSignal;
};

/**
 * One operation of one AWS service. `permissions` are checked before `run` is called; both throw an `AwsError` for what AWS
 * would refuse.
 */
export type Operation<Input = unknown, Output = unknown> = {
  permissions(input: Input): readonly Permission[];
  run(input: Input, call: Call): Output | Promise<Output>;
};
