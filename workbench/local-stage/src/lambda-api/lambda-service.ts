import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Enqueue } from "../async-invoke/enqueue.ts";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Invoke } from "../common/invocation.ts";
import type { Operation } from "../common/operation.ts";
import { TooManyRequests } from "../common/too-many-requests.ts";
import type { Answer, AwsService, Refusal } from "../endpoint/aws-service.ts";
import type { SignedRequest } from "../endpoint/signature.ts";
import type { Mapping } from "../event-source-mappings/mapping.ts";
import type { ReservedConcurrency } from "../lambda/reserved-concurrency.ts";
import type { LambdaVersions } from "../lambda/versions/lambda-versions.ts";
import { type ApiAnswer, isApiAnswer } from "./api-answer.ts";
import { concurrencyOperations } from "./concurrency-operations.ts";
import { functionFinder } from "./find-function.ts";
import { type InvokeInput, type InvokeOutput, invokeOperation } from "./invoke-operation.ts";
import { type MappingRequest, mappingOperations } from "./mapping-operations.ts";
import { readJson } from "./read-json.ts";
import { type FunctionRequest, versionOperations } from "./version-operations.ts";

/** The methods and paths; a first group is the function or the mapping, a second one the alias. */
const routes = [
  ["GetFunction", "GET", "/2015-03-31/functions/([^/]+)"],
  ["Invoke", "POST", "/2015-03-31/functions/([^/]+)/invocations"],
  ["GetFunctionConfiguration", "GET", "/2015-03-31/functions/([^/]+)/configuration"],
  ["ListVersionsByFunction", "GET", "/2015-03-31/functions/([^/]+)/versions"],
  ["PublishVersion", "POST", "/2015-03-31/functions/([^/]+)/versions"],
  ["ListAliases", "GET", "/2015-03-31/functions/([^/]+)/aliases"],
  ["GetAlias", "GET", "/2015-03-31/functions/([^/]+)/aliases/([^/]+)"],
  ["UpdateAlias", "PUT", "/2015-03-31/functions/([^/]+)/aliases/([^/]+)"],
  ["GetFunctionConcurrency", "GET", "/2019-09-30/functions/([^/]+)/concurrency"],
  ["PutFunctionConcurrency", "PUT", "/2017-10-31/functions/([^/]+)/concurrency"],
  ["DeleteFunctionConcurrency", "DELETE", "/2017-10-31/functions/([^/]+)/concurrency"],
  ["ListEventSourceMappings", "GET", "/2015-03-31/event-source-mappings/?"],
  ["GetEventSourceMapping", "GET", "/2015-03-31/event-source-mappings/([^/]+)"],
  ["UpdateEventSourceMapping", "PUT", "/2015-03-31/event-source-mappings/([^/]+)"],
] as const;

type OperationName = (typeof routes)[number][0];

/** What Lambda's API needs of the stage. */
export type LambdaApiContext = {
  readonly functions: readonly FunctionDefinition[];
  readonly account: Account;
  readonly invoke: Invoke;
  readonly enqueue: Enqueue;
  readonly versions: LambdaVersions;
  readonly reserved: ReservedConcurrency;
  readonly mappings: () => readonly Mapping[];
};

/**
 * Lambda's REST API, as far as it is implemented: `Invoke`; what reads and moves versions and aliases; what reads and changes a
 * function's reserved concurrency, and whether an event source mapping is enabled.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function lambdaService(context: LambdaApiContext): AwsService {
  const { account, invoke, enqueue, versions, reserved, mappings } = context;
  const find = functionFinder(context.functions, account);
  return {
    name: "Lambda",
    endpointName: "lambda",
    operations: {
      Invoke: invokeOperation(find, invoke, enqueue) as Operation,
      ...versionOperations(find, versions, reserved),
      ...concurrencyOperations(find, reserved),
      ...mappingOperations(mappings, find, account),
    },
    read(request) {
      const { method, path, body } = request;
      const found = operationOf(method, path);
      if (!found) return { operation: `${method} ${path}`, input: undefined };
      const query = new URLSearchParams(request.query);
      const { operation, of, name } = found;
      if (operation === "Invoke") return { operation, input: invokeInput(of, query, request) };
      if (operation.endsWith("EventSourceMapping") || operation.endsWith("EventSourceMappings")) {
        const input: MappingRequest = { uuid: of, query, body };
        return { operation, input };
      }
      const input: FunctionRequest = {
        functionName: of,
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

type Named = {
  readonly operation: OperationName;
  /** The function or the mapping; empty for a list. */
  readonly of: string;
  /** The alias. */
  readonly name?: string;
};

function operationOf(method: string, path: string): Named | undefined {
  for (const [operation, wanted, pattern] of routes) {
    const match = new RegExp(`^${pattern}$`).exec(path);
    if (method !== wanted || !match) continue;
    const [, of = "", name] = match;
    return {
      operation,
      of: decoded(of),
      ...(name === undefined ? {} : { name: decoded(name) }),
    };
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
    body: content === undefined ? "" : JSON.stringify(content),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError("InvalidParameterValueException", `The function name ${text} is malformed.`);
  }
}
