import type { Contract } from "../contracts/contract.ts";
import { contractOf } from "../contracts/contract-of.ts";
import type { DeadLetterMessage, Failure, ShownRecord } from "../messages/dead-letter-message.ts";
import { type HiddenValues, joinHidden } from "./hidden-values.ts";
import { hideValues } from "./hide-values.ts";
import { redactBody } from "./redact-body.ts";
import { redactText } from "./redact-payload.ts";

/** Attributes that AWS sets, whose values are its own names and numbers. */
const ownAttributes = new Set([
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
  "ERROR_CODE",
  "EXHAUSTED_RETRY_CONDITION",
  "IS_PAYLOAD_TRUNCATED",
  "RETRY_ATTEMPTS",
  "SCHEDULE_ARN",
  "TARGET_ARN",
  // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
  "ErrorCode",
  "RequestID",
]);

/** https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/**
 * A dead-letter message without personal data, by its contract: its body and records, what its error quotes of them, and what
 * nobody describes.
 */
export function redactMessage<
  Message extends DeadLetterMessage & { readonly records?: readonly ShownRecord[] },
>(message: Message, contracts: readonly Contract[]): Message {
  const contract = contractOf(message, contracts);
  const { target, failure } = message;
  const { records = [] } = message;
  const redactedBody = redactBody(message, contract);
  const redactedRecords = records.map(({ text }) => redactText(text, contract));
  const hidden = joinHidden([redactedBody, ...redactedRecords].map((each) => each.hidden));
  const texts = [redactedBody, ...redactedRecords].map(({ shown }) => shown);
  const ifShown = (key: string) =>
    texts.some((text) => text.includes(JSON.stringify(key))) ? key : "(hidden)";
  return {
    ...message,
    body: redactedBody.shown,
    failure: redactFailure(failure, hidden),
    attributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, attribute]) => {
        const { StringValue: value = "", DataType } = attribute;
        const isKnown =
          ownAttributes.has(name) || (name === "traceparent" && traceparent.test(value));
        return [name, isKnown ? attribute : { DataType, StringValue: "(hidden)" }];
      }),
    ),
    target: redactTarget(target, contract, ifShown),
    ...(records.length > 0 && {
      records: records.map((each, index) => ({
        ...each,
        partitionKey: ifShown(each.partitionKey),
        text: redactedRecords[index]?.shown ?? "",
      })),
    }),
  };
}

function redactFailure(failure: Failure, hidden: HiddenValues): Failure {
  const { error, message, stack } = failure;
  return {
    ...failure,
    error: hideValues(error, hidden),
    ...(message !== undefined && { message: hideValues(message, hidden) }),
    // It has the messages of causes, too.
    ...(stack && { stack: stack.map((line) => hideValues(line, hidden)) }),
  };
}

function redactTarget(
  target: DeadLetterMessage["target"],
  contract: Contract | undefined,
  ifShown: (key: string) => string,
): DeadLetterMessage["target"] {
  switch (target.kind) {
    case "function":
      return { ...target, payload: redactText(target.payload, contract).shown };
    case "queue":
      return target.groupId === undefined
        ? target
        : { ...target, groupId: ifShown(target.groupId) };
    default:
      return target;
  }
}
