import type { Operation } from "../common/operation.ts";
import type { SignedRequest } from "./signature.ts";

/** One AWS service as the endpoint knows it. */
export type AwsService = {
  /** The name in messages: `SQS`. */
  readonly name: string;
  /** As in an endpoint's name: `sqs`. */
  readonly endpointName: string;
  readonly operations: { readonly [name: string]: Operation };
  /** The operation and its input; `operation` may be one that is not implemented. */
  read(request: SignedRequest): { readonly operation: string; readonly input: unknown };
  write(output: unknown): Answer;
  /** An error in the service's protocol. */
  refuse(refusal: Refusal): Answer;
  /** Called after each call that was allowed and not cancelled, also when it has failed: for the service's own metrics. */
  measure?(call: MeasuredCall): void;
};

/** One call, with its output or its error. */
export type MeasuredCall = {
  readonly operation: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly durationMs: number;
};

export type Answer = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

export type Refusal = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly queryCode?: string | undefined;
};
