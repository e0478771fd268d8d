import { quotas } from "@stagecraft/plan/quotas";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { AwsError } from "../../common/aws-error.ts";
import { hasInvalidCharacters } from "../../common/valid-characters.ts";
import { type Fields, readFields, readString } from "../../endpoint/read-fields.ts";
import { readBoundedInteger, requireString } from "../read-input.ts";
import { invalidParameter, missingParameter, unsupportedForQueueType } from "../sqs-error.ts";
import {
  attributesSizeBytes,
  type MessageAttributes,
  readMessageAttributes,
} from "./message-attributes.ts";

/** A valid message of a sender. */
export type MessageInput = {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly systemAttributes: MessageAttributes;
  readonly delayMs: number;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  /** Body and attributes; system attributes do not count. */
  readonly sizeBytes: number;
};

const longestDelaySeconds = quotas.sqs.longestDelaySeconds.value;

/**
 * @param kind SQS words the error of a message that is too long differently for an entry of a batch
 * @throws AwsError for the first error in the message, as SendMessage does.
 */
export function readMessage(
  queue: QueueDefinition,
  fields: Fields,
  kind: "message" | "entry" = "message",
): MessageInput {
  const body = requireString(fields, "MessageBody");
  if (hasInvalidCharacters(body)) {
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
  const attributes = readMessageAttributes(fields);
  const sizeBytes = Buffer.byteLength(body) + attributesSizeBytes(attributes);
  if (sizeBytes > queue.maximumMessageSizeBytes) {
    const are = kind === "message" ? "are invalid" : "cannot be validated";
    throw invalidParameter(
      `One or more parameters ${are}. Reason: Message must be shorter than ${queue.maximumMessageSizeBytes} bytes.`,
    );
  }
  return {
    body,
    attributes,
    systemAttributes: readSystemAttributes(fields),
    delayMs: readDelaySeconds(queue, fields) * 1_000,
    groupId: readGroupId(queue, fields),
    deduplicationId: readDeduplicationId(queue, fields),
    sizeBytes,
  };
}

function readDelaySeconds(queue: QueueDefinition, fields: Fields): number {
  const delaySeconds = readBoundedInteger(fields, "DelaySeconds", {
    min: 0,
    max: longestDelaySeconds,
    reason: `DelaySeconds must be >= 0 and <= ${longestDelaySeconds}.`,
  });
  if (queue.fifo && delaySeconds !== undefined && delaySeconds > 0) {
    throw unsupportedForQueueType("DelaySeconds", String(delaySeconds));
  }
  return queue.fifo ? queue.delaySeconds : (delaySeconds ?? queue.delaySeconds);
}

function readGroupId(queue: QueueDefinition, fields: Fields): string | null {
  const groupId = readIdentifier(fields, "MessageGroupId");
  if (queue.fifo && groupId === null) throw missingParameter("MessageGroupId");
  return groupId;
}

/** @throws AwsError for an invalid id, and for none where a FIFO queue needs one. */
export function readDeduplicationId(queue: QueueDefinition, fields: Fields): string | null {
  const deduplicationId = readIdentifier(fields, "MessageDeduplicationId");
  if (!queue.fifo && deduplicationId !== null) {
    throw unsupportedForQueueType("MessageDeduplicationId", deduplicationId);
  }
  if (queue.fifo && deduplicationId === null && !queue.contentBasedDeduplication) {
    throw invalidParameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  return deduplicationId;
}

function readIdentifier(fields: Fields, name: string): string | null {
  const value = readString(fields, name);
  if (value === undefined) return null;
  if (!/^[\x21-\x7e]{1,128}$/.test(value)) {
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  }
  return value;
}

function readSystemAttributes(fields: Fields): MessageAttributes {
  const given = readFields(fields.MessageSystemAttributes ?? {}, "MessageSystemAttributes");
  for (const [name, value] of Object.entries(given)) {
    const attribute = readFields(value, `MessageSystemAttributes.${name}`);
    if (name !== "AWSTraceHeader") {
      throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
    }
    if (attribute.DataType !== "String" || !readString(attribute, "StringValue")) {
      throw invalidParameter(
        "The message system attribute 'AWSTraceHeader' must be of type String with a non-empty value.",
      );
    }
  }
  return given as MessageAttributes;
}
