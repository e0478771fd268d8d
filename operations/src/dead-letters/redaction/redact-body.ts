import type { Contract } from "../contracts/contract.ts";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import { type InvocationRecord, readInvocationRecord } from "../messages/invocation-record.ts";
import { hideValues } from "./hide-values.ts";
import { type RedactedText, redactPayload, redactText } from "./redact-payload.ts";

/** Redacts the body of a dead-letter message: a payload, or Lambda's record of an invocation, around one. */
export function redactBody(
  { body, target }: Pick<DeadLetterMessage, "body" | "target">,
  contract: Contract | undefined,
): RedactedText {
  const isInvocation = target.kind === "function" || target.kind === "stream-consumer";
  const record = isInvocation ? readInvocationRecord(body) : undefined;
  return record ? redactRecord(record, contract) : redactText(body, contract);
}

function redactRecord(record: InvocationRecord, contract: Contract | undefined): RedactedText {
  const { requestContext, timestamp, KinesisBatchInfo, requestPayload, responsePayload } = record;
  const { shown, hidden } = redactPayload(requestPayload ?? null, contract);
  const redacted = {
    requestContext,
    timestamp,
    ...(KinesisBatchInfo && { KinesisBatchInfo }),
    ...(requestPayload !== undefined && { requestPayload: shown }),
    ...(responsePayload && {
      responsePayload: JSON.parse(hideValues(JSON.stringify(responsePayload), hidden)),
    }),
  };
  return { shown: JSON.stringify(redacted), hidden };
}
