import { expect, test } from "vitest";
import { checkRead } from "./read-conditions.ts";
import type { ObjectVersion } from "./version-store.ts";

const modified = "Mon, 05 Jan 2026 10:00:00 GMT";
const before = "Mon, 05 Jan 2026 09:59:59 GMT";
const version = { etag: "abc", modifiedAtMs: Date.parse(modified) } as ObjectVersion;

// The order of several: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
test.each([
  ["nothing asked", {}, "changed"],
  ["its etag", { "if-match": '"abc"' }, "changed"],
  ["any etag", { "if-match": "*" }, "changed"],
  [
    "its etag, though modified since",
    { "if-match": '"abc"', "if-unmodified-since": before },
    "changed",
  ],
  ["not its etag", { "if-none-match": '"abc"' }, "unchanged"],
  ["not one of several", { "if-none-match": '"x", W/"abc"' }, "unchanged"],
  ["another than this etag", { "if-none-match": '"x"', "if-modified-since": modified }, "changed"],
  ["modified since it was", { "if-modified-since": modified }, "unchanged"],
  ["modified since before", { "if-modified-since": before }, "changed"],
  ["a time that is none", { "if-modified-since": "yesterday" }, "changed"],
])("%s", (_name, headers, expected) => {
  expect(checkRead(headers as Record<string, string>, version, { prefix: "" })).toBe(expected);
});

test.each([{ "if-match": '"x"' }, { "if-unmodified-since": before }])(
  "%o does not hold",
  (headers) => {
    const given = headers as Record<string, string>;
    expect(() => checkRead(given, version, { prefix: "" })).toThrow("pre-conditions");
  },
);
