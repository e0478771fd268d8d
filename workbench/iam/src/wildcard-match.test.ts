import { expect, test } from "vitest";
import { hasWildcard, matchesAction, matchesResource } from "./wildcard-match.ts";

test.each([
  ["*", "", true],
  ["s3:Get*", "s3:GetObject", true],
  ["s3:Get*", "s3:getobject", false],
  ["s3:Get?bject", "s3:GetObject", true],
  ["s3:Get?", "s3:Get", false],
  ["a.b", "axb", false],
  ["arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:orders", true],
  ["arn:aws:sqs:eu-*-1:1:q", "arn:aws:sqs:eu-west-1:1:q", true],
  ["arn:aws:sqs:eu-*-1:1:q", "arn:aws:sqs:eu-west:2:x-1:1:q", false],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: without variables it stands for itself
  ["${aws:username}", "${aws:username}", true],
])("%s, %s: %s", (pattern, text, expected) => {
  expect(matchesResource(pattern, text)).toBe(expected);
});

test("the letter case of an action does not matter", () => {
  expect(matchesAction("SQS:send*", "sqs:SendMessage")).toBe(true);
});

test("a pattern has a wildcard or none", () => {
  expect(["sqs:*", "sqs:?", "sqs:SendMessage"].map(hasWildcard)).toEqual([true, true, false]);
});
