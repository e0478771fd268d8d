import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "./aws-service.ts";

/**
 * A service with AWS's JSON protocol: the operation in `X-Amz-Target`, JSON requests and responses.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function jsonService(
  name: string,
  endpointName: string,
  operations: { readonly [name: string]: Operation },
): AwsService {
  const type = { "content-type": "application/x-amz-json-1.0" };
  return {
    name,
    endpointName,
    operations,
    read({ headers, body }) {
      const target = String(headers["x-amz-target"] ?? "");
      const operation = target.slice(target.lastIndexOf(".") + 1);
      if (operation === "") {
        throw new AwsError(
          "UnknownOperationException",
          "The request names no operation in X-Amz-Target.",
        );
      }
      return { operation, input: parse(body) };
    },
    write: (output) => ({ status: 200, headers: type, body: JSON.stringify(output ?? {}) }),
    refuse: ({ status, code, message, queryCode }) => ({
      status,
      headers: {
        ...type,
        "x-amzn-errortype": code,
        ...(queryCode ? { "x-amzn-query-error": `${queryCode};Sender` } : {}),
      },
      body: JSON.stringify({ __type: `com.amazonaws.${endpointName}#${code}`, message }),
    }),
  };
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("SerializationException", "The request's body is not JSON.");
  }
}
