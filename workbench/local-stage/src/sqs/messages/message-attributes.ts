import { createHash } from "node:crypto";
import { quotas } from "@stagecraft/plan/quotas";
import { hasInvalidCharacters } from "../../common/valid-characters.ts";
import { type Fields, readFields, readString } from "../../endpoint/read-fields.ts";
import { wrongType } from "../../endpoint/wrong-type.ts";
import { invalidParameter } from "../sqs-error.ts";

/** A message attribute as it is sent and received over JSON: binary values are base64. */
type MessageAttribute = {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
};

export type MessageAttributes = { readonly [name: string]: MessageAttribute };

const maximumAttributes = quotas.sqs.messageAttributes.value;
const maximumNameLength = 256;

/** @throws AwsError InvalidParameterValue, in AWS's words, for the first attribute that SQS would refuse. */
export function readMessageAttributes(fields: Fields): MessageAttributes {
  const entries = Object.entries(
    readFields(fields.MessageAttributes ?? {}, "MessageAttributes"),
  ).map(([name, value]) => {
    refuseBadName(name);
    return [name, readAttribute(name, readFields(value, `MessageAttributes.${name}`))] as const;
  });
  if (entries.length > maximumAttributes) {
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${maximumAttributes}].`,
    );
  }
  return Object.fromEntries(entries);
}

/** Bytes that the attributes count towards the message's size: names, types and values. */
export function attributesSizeBytes(attributes: MessageAttributes): number {
  let sizeBytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    sizeBytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType);
    sizeBytes += valueBytes(attribute).length;
  }
  return sizeBytes;
}

/** The MD5 that the SDK compares: every part with its length, attributes sorted by name. */
export function digestAttributes(attributes: MessageAttributes): string {
  const hash = createHash("md5");
  const update = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const attribute = attributes[name] as MessageAttribute;
    update(Buffer.from(name));
    update(Buffer.from(attribute.DataType));
    hash.update(Buffer.of(attribute.BinaryValue === undefined ? 1 : 2));
    update(valueBytes(attribute));
  }
  return hash.digest("hex");
}

/** The requested attributes: `All`, `*`, `.*`, `prefix.*` or a name. */
export function selectAttributes(
  attributes: MessageAttributes,
  wanted: readonly string[],
): MessageAttributes {
  if (["All", "*", ".*"].some((all) => wanted.includes(all))) return attributes;
  const isWanted = (name: string) =>
    wanted.some((want) => want === name || (want.endsWith(".*") && name.startsWith(stem(want))));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}

function stem(pattern: string): string {
  return pattern.slice(0, -2);
}

function valueBytes(attribute: MessageAttribute): Buffer {
  return attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? "")
    : Buffer.from(attribute.BinaryValue, "base64");
}

function readAttribute(name: string, fields: Fields): MessageAttribute {
  const DataType = readString(fields, "DataType");
  if (!DataType) {
    throw invalidParameter(`The message attribute '${name}' must contain a non-empty type.`);
  }
  const type = DataType.split(".", 1)[0];
  if (type !== "String" && type !== "Number" && type !== "Binary") {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  if (DataType.length > maximumNameLength) {
    throw invalidParameter(
      `The message attribute '${name}' has a type longer than ${maximumNameLength} characters.`,
    );
  }
  const field = type === "Binary" ? "BinaryValue" : "StringValue";
  const value = readString(fields, field);
  if (!value) {
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
    );
  }
  if (type === "Binary") {
    if (!isBase64(value)) throw wrongType(`MessageAttributes.${name}.BinaryValue`, "base64");
    return { DataType, BinaryValue: value };
  }
  if (hasInvalidCharacters(value)) {
    throw invalidParameter(
      `The message attribute '${name}' has a value with characters outside the allowed set.`,
    );
  }
  if (type === "Number" && !isNumber(value)) {
    throw invalidParameter(
      `Can't cast the value of message (user) attribute '${name}' to a number.`,
    );
  }
  return { DataType, StringValue: value };
}

function refuseBadName(name: string) {
  const bad =
    name.length > maximumNameLength ||
    !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name) ||
    /^(aws|amazon)\./i.test(name);
  if (bad) {
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters, must not start with AWS. or Amazon., and is at most ${maximumNameLength} long.`,
    );
  }
}

function isBase64(value: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value);
}

function isNumber(value: string): boolean {
  return value.trim() === value && Number.isFinite(Number(value));
}
