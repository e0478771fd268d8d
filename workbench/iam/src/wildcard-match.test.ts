import { expect, test } from "vitest";
import { hasWildcard, matchesAction, matchesWildcards } from "./wildcard-match.ts";

test.each([
  ["*", "", true],
  ["s3:Get*", "s3:GetObject", true],
  ["s3:Get*", "s3:getobject", false],
  ["s3:Get?bject", "s3:GetObject", true],
  ["s3:Get?", "s3:Get", false],
  ["a.b", "axb", false],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: without variables it stands for itself
  ["${aws:username}", "${aws:username}", true],
])("%s, %s: %s", (pattern, text, expected) => {
  expect(matchesWildcards(pattern, text)).toBe(expected);
});

test("the letter case of an action does not matter", () => {
  expect(matchesAction("SQS:send*", "sqs:SendMessage")).toBe(true);
});

test("a pattern has a wildcard or none", () => {
  expect(["sqs:*", "sqs:?", "sqs:SendMessage"].map(hasWildcard)).toEqual([true, true, false]);
});
