import type { Operation } from "../common/operation.ts";
import { readFields, readInteger } from "../endpoint/read-fields.ts";
import type { ReservedConcurrency } from "../lambda/reserved-concurrency.ts";
import { invalidParameter } from "../lambda/versions/alias-errors.ts";
import type { ApiAnswer } from "./api-answer.ts";
import type { FindFunction } from "./find-function.ts";
import { readJson } from "./read-json.ts";
import type { FunctionRequest } from "./version-operations.ts";

/**
 * The operations on a function's reserved concurrency.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
 */
export function concurrencyOperations(
  find: FindFunction,
  reserved: ReservedConcurrency,
): { readonly [operation: string]: Operation } {
  function operation(
    name: string,
    run: (functionName: string, request: FunctionRequest) => ApiAnswer,
  ): Operation {
    const of: Operation<FunctionRequest, ApiAnswer> = {
      permissions: ({ functionName }) => [
        { action: `lambda:${name}`, resource: find(functionName).definition.arn },
      ],
      run: (request) => run(find(request.functionName).definition.name, request),
    };
    return of as Operation;
  }
  const answer = (functionName: string): ApiAnswer => {
    const limit = reserved.of(functionName);
    return {
      status: 200,
      json: limit === undefined ? {} : { ReservedConcurrentExecutions: limit },
    };
  };
  return {
    GetFunctionConcurrency: operation("GetFunctionConcurrency", answer),
    PutFunctionConcurrency: operation("PutFunctionConcurrency", (functionName, { body }) => {
      reserved.set(functionName, readLimit(body));
      return answer(functionName);
    }),
    DeleteFunctionConcurrency: operation("DeleteFunctionConcurrency", (functionName) => {
      reserved.set(functionName, undefined);
      return { status: 204 };
    }),
  };
}

function readLimit(body: Buffer): number {
  const limit = readInteger(readFields(readJson(body)), "ReservedConcurrentExecutions");
  if (limit === undefined || limit < 0) {
    throw invalidParameter("ReservedConcurrentExecutions must be a number that is not negative.");
  }
  return limit;
}
