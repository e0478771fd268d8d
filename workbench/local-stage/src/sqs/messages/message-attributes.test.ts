import { expect, test } from "vitest";
import {
  attributesSizeBytes,
  digestAttributes,
  readMessageAttributes,
  selectAttributes,
} from "./message-attributes.ts";

const text = { DataType: "String", StringValue: "x" };

// "Calculating the MD5 message digest for message attributes":
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
test("the digest is the one that AWS computes", () => {
  const attributes = { timestamp: { DataType: "Number", StringValue: "1493147359900" } };
  expect(digestAttributes(attributes)).toBe("235c5c510d26fb653d073faed50ae77c");
});

test("the digest differs for binary and text values and does not depend on the order of the names", () => {
  const binary = { DataType: "String", BinaryValue: Buffer.from("x").toString("base64") };
  expect(digestAttributes({ a: text })).not.toBe(digestAttributes({ a: binary }));
  expect(digestAttributes({ a: text, b: binary })).toBe(digestAttributes({ b: binary, a: text }));
});

test("names, types and values count towards the size", () => {
  expect(attributesSizeBytes({ name: { DataType: "String", StringValue: "é" } })).toBe(4 + 6 + 2);
  expect(attributesSizeBytes({ b: { DataType: "Binary", BinaryValue: "AAAA" } })).toBe(1 + 6 + 3);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-attributes
test.for([
  [
    "an empty value",
    { a: { DataType: "String", StringValue: "" } },
    /must contain a non-empty value of type/,
  ],
  ["no type", { a: { StringValue: "x" } }, /non-empty type/],
  [
    "an unknown type",
    { a: { DataType: "Date", StringValue: "x" } },
    /set of supported type prefixes/,
  ],
  ["text for a number", { a: { DataType: "Number", StringValue: "x" } }, /to a number/],
  ["a name with a space", { "a b": text }, /'a b' is invalid/],
  ["a name that AWS keeps", { "aws.trace": text }, /must not start with AWS/],
  ["a name that ends in a period", { "a.": text }, /'a.' is invalid/],
  ["a name with two periods", { "a..b": text }, /'a..b' is invalid/],
  [
    "eleven attributes",
    Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, text])),
    /\[11\] exceeds the allowed maximum \[10\]/,
  ],
] as const)("attributes are refused: %s", ([, MessageAttributes, message]) => {
  expect(() => readMessageAttributes({ MessageAttributes })).toThrow(message);
});

test("custom types keep their label", () => {
  const MessageAttributes = { a: { DataType: "Number.float", StringValue: "1.5" } };
  expect(readMessageAttributes({ MessageAttributes })).toEqual(MessageAttributes);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html (MessageAttributeNames)
test.for([
  [["All"], ["bar.one", "bar.two", "foo"]],
  [[".*"], ["bar.one", "bar.two", "foo"]],
  // These three were recorded from AWS by LocalStack: test_receive_message_message_attribute_names_filters.
  [["*"], ["bar.one", "bar.two", "foo"]],
  [["ba.*"], ["bar.one", "bar.two"]],
  [["..foo"], []],
  [["bar.*"], ["bar.one", "bar.two"]],
  [["foo"], ["foo"]],
  [[], []],
] as const)("a receiver that asks for %j gets %j", ([wanted, expected]) => {
  const all = { "bar.one": text, "bar.two": text, foo: text };
  expect(Object.keys(selectAttributes(all, wanted))).toEqual(expected);
});
