import type { Refusal } from "../endpoint/aws-service.ts";
import { type RequestHead, signsInQuery } from "../endpoint/signature.ts";
import type { StreamedAnswer } from "../endpoint/streaming-service.ts";
import { extendedRequestId } from "./request-ids.ts";
import { S3Error } from "./s3-error.ts";
import { writeXml } from "./xml/write-xml.ts";

/** S3's codes of the errors that all services share. */
const ownCodes: Readonly<Record<string, { code: string; status: number; message?: string }>> = {
  AccessDeniedException: { code: "AccessDenied", status: 403 },
  IncompleteSignatureException: { code: "AuthorizationHeaderMalformed", status: 400 },
  InvalidSignatureException: {
    code: "SignatureDoesNotMatch",
    status: 403,
    message:
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
  },
  UnrecognizedClientException: {
    code: "InvalidAccessKeyId",
    status: 403,
    message: "The AWS Access Key Id you provided does not exist in our records.",
  },
};

/**
 * An error as S3 sends it; the response to a HEAD has no body.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function refuse(
  refusal: Refusal,
  request: RequestHead & { readonly requestId: string },
): StreamedAnswer {
  const { code, message, status } = {
    ...pick(refusal),
    ...translated(refusal, request),
  };
  const { details, headers } = refusal instanceof S3Error ? refusal : { details: {}, headers: {} };
  const hostId = extendedRequestId(request.requestId);
  const body = writeXml(
    "Error",
    {
      Code: code,
      Message: message,
      ...details,
      Resource: request.path,
      RequestId: request.requestId,
      HostId: hostId,
    },
    { bare: true },
  );
  const isHead = request.method === "HEAD";
  return {
    status,
    headers: {
      "content-type": "application/xml",
      ...headers,
      ...(isHead ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      "x-amz-request-id": request.requestId,
      "x-amz-id-2": hostId,
    },
    ...(isHead ? {} : { body }),
  };
}

/** An error's message is not enumerable. */
function pick({ code, message, status }: Refusal) {
  return { code, message, status };
}

function translated(
  { code, message }: Refusal,
  { query }: RequestHead,
): { code?: string; status?: number; message?: string } {
  if (code === "InvalidSignatureException" && message.startsWith("Signature expired")) {
    return query.includes("X-Amz-Expires=")
      ? { code: "AccessDenied", status: 403, message: "Request has expired" }
      : {
          code: "RequestTimeTooSkewed",
          status: 403,
          message: "The difference between the request time and the current time is too large.",
        };
  }
  if (code === "IncompleteSignatureException" && signsInQuery(query)) {
    return {
      code: "AuthorizationQueryParametersError",
      message:
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    };
  }
  return ownCodes[code] ?? {};
}
