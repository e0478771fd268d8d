import { randomUUID } from "node:crypto";
import { AwsError } from "../../common/aws-error.ts";
import type { Caller } from "../../common/caller.ts";
import type { HoldTimeouts, Invoke } from "../../common/invocation.ts";
import type { Operation } from "../../common/operation.ts";
import { TooManyRequests } from "../../common/too-many-requests.ts";
import type { Authority } from "../../iam/authority.ts";
import type { TaskResource } from "../definition/task-resource.ts";
import { isFields } from "../definition/visit-states.ts";
import type { Failure } from "./failure.ts";
import { exceedsLimit } from "./size-limit.ts";

type Arguments = { readonly [name: string]: unknown };

/** How a task's call ended. */
type CallOutcome =
  | { readonly kind: "success"; readonly result: unknown }
  /** `denied` says which permission was missing. */
  | { readonly kind: "failed"; readonly failure: Failure; readonly denied?: string };

/** What tasks call outside of Step Functions. */
export type TaskTargets = {
  /** Lambda's Invoke, which asks IAM itself. */
  readonly invoke: Invoke;
  /** SQS's operation; its permissions are checked first. */
  readonly sendMessage: Operation;
  readonly authority: Pick<Authority, "authorize">;
};

export type TaskCall = (
  resource: TaskResource,
  args: Arguments,
  caller: Caller,
  holdTimeouts: HoldTimeouts,
) => Promise<CallOutcome>;

/** Makes the calls of tasks, as the state machine's role. It does not reject when the other side fails. */
export function createTaskCalls(targets: TaskTargets): TaskCall {
  return async (resource, args, caller, holdTimeouts) => {
    const outcome = await (resource.service === "lambda"
      ? invokeFunction(targets, args, { caller, holdTimeouts })
      : sendMessage(targets, args, caller));
    if (outcome.kind !== "success" || !exceedsLimit(JSON.stringify(outcome.result))) return outcome;
    const cause = `The state/task '${resource.service}' returned a result with a size exceeding the maximum number of bytes service limit.`;
    return failed("States.DataLimitExceeded", cause);
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */
async function invokeFunction(
  { invoke }: TaskTargets,
  args: Arguments,
  options: Parameters<Invoke>[2],
): Promise<CallOutcome> {
  const { FunctionName, Payload = {} } = args;
  try {
    const functionArn = String(FunctionName).replace(/:\$LATEST$/, "");
    const outcome = await invoke(functionArn, Payload, options);
    switch (outcome.kind) {
      case "success":
        return succeeded(
          {
            ExecutedVersion: outcome.executedVersion ?? "$LATEST",
            Payload: outcome.payload ?? null,
            StatusCode: 200,
          },
          outcome.requestId,
        );
      case "function-error":
        return failed(
          outcome.payload?.errorType || "Lambda.Unknown",
          JSON.stringify(outcome.payload),
        );
      case "throttled":
        return refused("Lambda.TooManyRequestsException", new TooManyRequests(outcome.reason));
      case "recursive-loop":
        return refused(
          "Lambda.RecursiveInvocationException",
          new AwsError("RecursiveInvocationException", outcome.reason, { status: 400 }),
        );
      case "unavailable":
        return refused(
          "Lambda.ServiceException",
          new AwsError("ServiceException", outcome.reason, { status: 500 }),
        );
      case "denied":
        return {
          ...refused(
            "Lambda.AWSLambdaException",
            new AwsError("AccessDeniedException", outcome.reason, { status: 403 }),
          ),
          denied: outcome.reason,
        };
    }
  } catch (error) {
    if (!(error instanceof AwsError)) return failed("Lambda.SdkClientException", String(error));
    return refused(`Lambda.${error.code}`, error);
  }
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */
async function sendMessage(
  { sendMessage, authority }: TaskTargets,
  args: Arguments,
  caller: Caller,
): Promise<CallOutcome> {
  const { MessageBody } = args;
  const input = {
    ...args,
    ...(isFields(MessageBody) || Array.isArray(MessageBody)
      ? { MessageBody: JSON.stringify(MessageBody) }
      : {}),
  };
  try {
    for (const permission of sendMessage.permissions(input)) {
      const authorization = authority.authorize(caller, permission);
      if (!authorization.allowed) {
        const error = new AwsError("AccessDenied", authorization.message, { status: 403 });
        return { ...refused("SQS.AmazonSQSException", error), denied: authorization.explanation };
      }
    }
    const requestId = randomUUID();
    const signal = new AbortController().signal;
    const sent = await sendMessage.run(input, { caller, requestId, signal });
    return succeeded(sent as object, requestId);
  } catch (error) {
    if (!(error instanceof AwsError)) return failed("SQS.SdkClientException", String(error));
    const name = error.code === "QueueDoesNotExist" ? "QueueDoesNotExist" : "AmazonSQS";
    return refused(`SQS.${name}Exception`, error);
  }
}

function succeeded(result: object, requestId: string): CallOutcome {
  const metadata = {
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: requestId },
  };
  return { kind: "success", result: { ...result, ...metadata } };
}

function failed(error: string, cause: string): Extract<CallOutcome, { kind: "failed" }> {
  return { kind: "failed", failure: { error, cause } };
}

/** The error of an AWS call in the wording of the SDK that Step Functions uses. */
function refused(name: string, error: AwsError) {
  const service = name.startsWith("Lambda.") ? "AWSLambda" : "AmazonSQS";
  return failed(
    name,
    `${error.message} (Service: ${service}; Status Code: ${error.status}; Error Code: ${error.queryCode ?? error.code}; Request ID: ${randomUUID()}; Proxy: null)`,
  );
}
