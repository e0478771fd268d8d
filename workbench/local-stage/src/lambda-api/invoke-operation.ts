import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Enqueue } from "../async-invoke/enqueue.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Invoke } from "../common/invocation.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";

type InvokeInput = {
  readonly functionName: string;
  readonly event: unknown;
  readonly type: string;
};
type InvokeOutput =
  | { readonly queued: true }
  | { readonly queued: false; readonly payload: unknown; readonly functionError: boolean };

/**
 * Lambda's REST API, as far as it is implemented: `Invoke`, synchronously and as an event.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function lambdaService(
  functions: readonly FunctionDefinition[],
  invoke: Invoke,
  enqueue: Enqueue,
): AwsService {
  /** By name, or by ARN whole or from the account on; there is no version here but `$LATEST`. */
  const find = (nameOrArn: string) => {
    const wanted = nameOrArn.replace(/:\$LATEST$/, "");
    const found = functions.find(({ name, arn }) =>
      [name, arn, arn.split(":").slice(4).join(":")].includes(wanted),
    );
    if (found) return found;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, {
      status: 404,
    });
  };
  const invokeOperation: Operation<InvokeInput, InvokeOutput> = {
    permissions: ({ functionName }) => [
      { action: "lambda:InvokeFunction", resource: find(functionName).arn },
    ],
    async run({ functionName, event, type }, { traceHeader, requestId }) {
      const { arn } = find(functionName);
      // The endpoint has asked IAM already, and a permission is counted once. The answer's request id is the
      // invocation's: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
      const options = {
        caller: { kind: "operator" },
        requestId,
        ...(traceHeader ? { traceHeader } : {}),
      } as const;
      if (type === "Event") {
        enqueue(arn, event, options);
        return { queued: true };
      }
      if (type !== "RequestResponse") {
        throw notImplemented(`Lambda.Invoke with InvocationType ${type}`);
      }
      const outcome = await invoke(arn, event, options);
      if (outcome.kind === "throttled") {
        throw new AwsError("TooManyRequestsException", outcome.reason, { status: 429 });
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
      const functionError = outcome.kind === "function-error";
      return { queued: false, payload: outcome.payload, functionError };
    },
  };
  return {
    name: "Lambda",
    endpointName: "lambda",
    operations: { Invoke: invokeOperation as Operation },
    read({ method, path, headers, body }) {
      const [, functionName] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
      if (method !== "POST" || !functionName)
        return { operation: `${method} ${path}`, input: undefined };
      const input: InvokeInput = {
        functionName: decoded(functionName),
        event: parseEvent(body),
        type: String(headers["x-amz-invocation-type"] ?? "RequestResponse"),
      };
      return { operation: "Invoke", input };
    },
    write(output) {
      const invoked = output as InvokeOutput;
      if (invoked.queued) return { status: 202, headers: {}, body: "" };
      const { payload, functionError } = invoked;
      return {
        status: 200,
        headers: {
          "content-type": "application/json",
          "x-amz-executed-version": "$LATEST",
          ...(functionError ? { "x-amz-function-error": "Unhandled" } : {}),
        },
        body: JSON.stringify(payload ?? null),
      };
    },
    refuse: ({ status, code, message }) => ({
      status,
      headers: { "content-type": "application/json", "x-amzn-errortype": code },
      body: JSON.stringify({ Type: "User", message }),
    }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidParameterValueException", `The function name ${text} is malformed.`);
  }
}

function parseEvent(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json.");
  }
}
