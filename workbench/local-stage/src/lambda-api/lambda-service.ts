import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Enqueue } from "../async-invoke/enqueue.ts";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Invoke } from "../common/invocation.ts";
import type { Operation } from "../common/operation.ts";
import { TooManyRequests } from "../common/too-many-requests.ts";
import type { Answer, AwsService, Refusal } from "../endpoint/aws-service.ts";
import type { SignedRequest } from "../endpoint/signature.ts";
import type { LambdaVersions } from "../lambda/versions/lambda-versions.ts";
import { type ApiAnswer, isApiAnswer } from "./api-answer.ts";
import { functionFinder } from "./find-function.ts";
import { type InvokeInput, type InvokeOutput, invokeOperation } from "./invoke-operation.ts";
import { readJson } from "./read-json.ts";
import { type FunctionRequest, versionOperations } from "./version-operations.ts";

/** The methods and paths below a function; the second group is an alias. */
const routes = [
  ["Invoke", "POST", "invocations"],
  ["GetFunctionConfiguration", "GET", "configuration"],
  ["ListVersionsByFunction", "GET", "versions"],
  ["PublishVersion", "POST", "versions"],
  ["ListAliases", "GET", "aliases"],
  ["GetAlias", "GET", "aliases/([^/]+)"],
  ["UpdateAlias", "PUT", "aliases/([^/]+)"],
] as const;

/**
 * Lambda's REST API, as far as it is implemented: `Invoke`, and what reads and moves versions and aliases.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function lambdaService(
  functions: readonly FunctionDefinition[],
  account: Account,
  invoke: Invoke,
  enqueue: Enqueue,
  versions: LambdaVersions,
): AwsService {
  const find = functionFinder(functions, account);
  return {
    name: "Lambda",
    endpointName: "lambda",
    operations: {
      Invoke: invokeOperation(find, invoke, enqueue) as Operation,
      ...versionOperations(find, versions),
    },
    read(request) {
      const { method, path, body } = request;
      const found = operationOf(method, path);
      if (!found) return { operation: `${method} ${path}`, input: undefined };
      const query = new URLSearchParams(request.query);
      const { operation, functionName, name } = found;
      if (operation === "Invoke") {
        return { operation, input: invokeInput(functionName, query, request) };
      }
      const input: FunctionRequest = {
        functionName,
        ...(name === undefined ? {} : { name }),
        query,
        body,
      };
      return { operation, input };
    },
    write: (output) => (isApiAnswer(output) ? json(output) : invoked(output as InvokeOutput)),
    refuse: (refusal) => ({
      status: refusal.status,
      headers: { "content-type": "application/json", "x-amzn-errortype": refusal.code },
      body: JSON.stringify(errorBody(refusal)),
    }),
  };
}

/** The errors of Lambda's API differ in form. */
function errorBody(refusal: Refusal): object {
  const { code, message } = refusal;
  // The request did not get as far as Lambda.
  if (code === "ValidationException") return { message };
  if (code === "ResourceNotFoundException") return { Type: "User", Message: message };
  return {
    Type: "User",
    message,
    ...(refusal instanceof TooManyRequests ? { Reason: refusal.reason } : {}),
  };
}

type Named = { readonly operation: string; readonly functionName: string; readonly name?: string };

function operationOf(method: string, path: string): Named | undefined {
  const [, functionName, rest] = /^\/2015-03-31\/functions\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  if (functionName === undefined) return undefined;
  const named = { functionName: decoded(functionName) };
  if (rest === undefined) {
    return method === "GET" ? { ...named, operation: "GetFunction" } : undefined;
  }
  for (const [operation, wanted, pattern] of routes) {
    const match = new RegExp(`^${pattern}$`).exec(rest);
    if (method !== wanted || !match) continue;
    const [, name] = match;
    return { ...named, operation, ...(name === undefined ? {} : { name: decoded(name) }) };
  }
  return undefined;
}

function invokeInput(
  functionName: string,
  query: URLSearchParams,
  { headers, body }: SignedRequest,
): InvokeInput {
  const qualifier = query.get("Qualifier");
  return {
    functionName,
    ...(qualifier === null ? {} : { qualifier }),
    event: readJson(body),
    type: String(headers["x-amz-invocation-type"] ?? "RequestResponse"),
  };
}

function invoked(output: InvokeOutput): Answer {
  if (output.queued) return { status: 202, headers: {}, body: "" };
  const { payload, functionError, executedVersion } = output;
  return {
    status: 200,
    headers: {
      "content-type": "application/json",
      "x-amz-executed-version": executedVersion,
      ...(functionError ? { "x-amz-function-error": "Unhandled" } : {}),
    },
    body: JSON.stringify(payload ?? null),
  };
}

function json({ status, json: content }: ApiAnswer): Answer {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(content),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidParameterValueException", `The function name ${text} is malformed.`);
  }
}
