import { expect, test } from "vitest";
import { createMessageFilter } from "./message-filter.ts";

// The table "properly filtering Amazon SQS messages":
// https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html#filtering-SQS
const json = '{"RequestCode":"BBBB"}';
test.for([
  [
    "plain text, a text pattern that matches",
    "Result: 1",
    '{"body":[{"prefix":"Result: "}]}',
    true,
  ],
  [
    "plain text, a text pattern that does not",
    "Error: 1",
    '{"body":[{"prefix":"Result: "}]}',
    false,
  ],
  ["plain text, no pattern for the body", "Result: 1", "{}", true],
  ["plain text, a JSON pattern", "Result: 1", '{"body":{"RequestCode":["BBBB"]}}', false],
  ["JSON, a text pattern", json, '{"body":[{"prefix":"{"}]}', false],
  ["JSON, no pattern for the body", json, "{}", true],
  ["JSON, a JSON pattern that matches", json, '{"body":{"RequestCode":["BBBB"]}}', true],
  ["JSON, a JSON pattern that does not", json, '{"body":{"RequestCode":["AAAA"]}}', false],
] as const)("a message passes the filter or not: %s", ([, body, pattern, expected]) => {
  expect(createMessageFilter([pattern])(body)).toBe(expected);
});

test("one of several patterns is enough, and without a pattern everything passes", () => {
  const patterns = ['{"body":{"a":[1]}}', '{"body":{"a":[2]}}'];
  expect(createMessageFilter(patterns)('{"a":2}')).toBe(true);
  expect(createMessageFilter(patterns)('{"a":3}')).toBe(false);
  expect(createMessageFilter([])("anything")).toBe(true);
});

test("a pattern on anything but the body is refused", () => {
  expect(() => createMessageFilter(['{"messageId":["x"]}'])).toThrow(/names messageId.*body/s);
});
