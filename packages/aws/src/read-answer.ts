import { loadJsonRpcErrorCode } from "@smithy/core/protocols";
import type { ResponseMetadata } from "@smithy/types";
import type { RawResponse } from "@stagecraft/http/request-sender";
import { AwsError } from "./aws-error.ts";

/** What a service answered, and facts about the call. */
export type Answer = { readonly output: object; readonly $metadata: ResponseMetadata };

/**
 * Reads a response of the JSON protocol.
 *
 * @throws AwsError for a refusal, SyntaxError for a body that is no JSON; both with the facts that decide about a retry
 */
export function readAnswer(response: RawResponse): Answer {
  const { statusCode, headers, body } = response;
  const { "x-amzn-requestid": requestId } = headers;
  const $metadata: ResponseMetadata = {
    httpStatusCode: statusCode,
    ...(requestId && { requestId }),
  };
  let read: { readonly message?: string; readonly Message?: string };
  try {
    read = body === "" ? {} : JSON.parse(body);
  } catch (thrown) {
    throw describe(thrown as Error);
  }
  if (statusCode < 300) return { output: read, $metadata };
  const name = loadJsonRpcErrorCode(response, read) ?? "Unknown";
  const message = read.message ?? read.Message ?? "UnknownError";
  throw describe(new AwsError(name, message, read));

  function describe(error: Error): Error {
    // The SDK's retries read these.
    Object.defineProperty(error, "$response", { value: response });
    return Object.assign(error, { $metadata });
  }
}
