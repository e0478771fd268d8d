import type { QueueMessage } from "../sqs/queue-message.ts";
import type { AsyncEvent } from "./async-event.ts";
import type { Ending } from "./invocation-record.ts";

const longestErrorMessageBytes = 1_024;

/**
 * The message that Lambda sends to a dead-letter queue: the event itself, the error in attributes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function deadLetter(
  event: Pick<AsyncEvent, "requestId" | "payload">,
  { condition, response, refusal }: Ending,
): QueueMessage {
  return {
    body: event.payload,
    attributes: {
      RequestID: { DataType: "String", StringValue: event.requestId },
      ErrorCode: {
        DataType: "Number",
        StringValue: refusal !== undefined ? "400" : response ? "200" : "429",
      },
      ErrorMessage: {
        DataType: "String",
        StringValue: cut(refusal ?? errorMessageOf(response?.payload) ?? condition),
      },
    },
  };
}

function errorMessageOf(payload: unknown): string | undefined {
  if (typeof payload !== "object" || payload === null || !("errorMessage" in payload)) {
    return undefined;
  }
  return typeof payload.errorMessage === "string" && payload.errorMessage !== ""
    ? payload.errorMessage
    : undefined;
}

/** Never cuts a character in two. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= longestErrorMessageBytes) return text;
  const decoder = new TextDecoder();
  return decoder.decode(bytes.subarray(0, longestErrorMessageBytes), { stream: true });
}
