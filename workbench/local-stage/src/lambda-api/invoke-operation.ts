import { qualifiedArn } from "@stagecraft/plan/resources/lambda/function-arn";
import type { Enqueue } from "../async-invoke/enqueue.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Invoke } from "../common/invocation.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import { TooManyRequests } from "../common/too-many-requests.ts";
import { latestVersion } from "../lambda/versions/published-version.ts";
import type { FindFunction } from "./find-function.ts";

export type InvokeInput = {
  readonly functionName: string;
  readonly qualifier?: string;
  readonly event: unknown;
  readonly type: string;
};

export type InvokeOutput =
  | { readonly queued: true }
  | {
      readonly queued: false;
      readonly payload: unknown;
      readonly functionError: boolean;
      readonly executedVersion: string;
    };

/**
 * `Invoke`, synchronously and as an event, of a function, a version or an alias.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function invokeOperation(
  find: FindFunction,
  invoke: Invoke,
  enqueue: Enqueue,
): Operation<InvokeInput, InvokeOutput> {
  const findArn = ({ functionName, qualifier: given }: InvokeInput) => {
    const { definition, qualifier } = find(functionName, given);
    return { arn: qualifiedArn({ functionArn: definition.arn, qualifier }), qualifier };
  };
  return {
    // IAM is asked for the version or alias where the call names one.
    permissions: (input) => [{ action: "lambda:InvokeFunction", resource: findArn(input).arn }],
    async run(input, { traceHeader, requestId }) {
      const { event, type } = input;
      const { arn, qualifier } = findArn(input);
      // The endpoint has asked IAM already, and a permission is counted once. The answer's request id is the
      // invocation's: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
      const options = {
        caller: { kind: "operator" },
        requestId,
        ...(traceHeader ? { traceHeader } : {}),
      } as const;
      if (type === "Event") {
        if (qualifier !== undefined) {
          throw notImplemented("Lambda.Invoke of a version or an alias with InvocationType Event");
        }
        enqueue(arn, event, options);
        return { queued: true };
      }
      if (type !== "RequestResponse") {
        throw notImplemented(`Lambda.Invoke with InvocationType ${type}`);
      }
      const outcome = await invoke(arn, event, options);
      if (outcome.kind === "throttled") {
        throw new TooManyRequests(outcome.reason);
      }
      if (outcome.kind === "unavailable") {
        throw new AwsError("ServiceException", outcome.reason, { status: 500 });
      }
      if (outcome.kind === "recursive-loop") {
        throw new AwsError("RecursiveInvocationException", outcome.reason, { status: 400 });
      }
      if (outcome.kind === "denied") {
        throw new AwsError("AccessDeniedException", outcome.reason, { status: 403 });
      }
      const { payload, executedVersion = latestVersion } = outcome;
      const functionError = outcome.kind === "function-error";
      return { queued: false, payload, functionError, executedVersion };
    },
  };
}
