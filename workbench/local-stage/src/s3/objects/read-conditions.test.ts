import { expect, test } from "vitest";
import { checkRead } from "./read-conditions.ts";
import type { ObjectVersion } from "./version-store.ts";

const modified = "Mon, 05 Jan 2026 10:00:00 GMT";
const before = "Mon, 05 Jan 2026 09:59:59 GMT";
const future = "Mon, 05 Jan 2026 10:00:02 GMT";
const nowMs = Date.parse("Mon, 05 Jan 2026 10:00:01 GMT");
const version = { etag: "abc", modifiedAtMs: Date.parse(modified) } as ObjectVersion;

// The order of several: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
test.each([
  ["nothing asked", {}, true],
  ["its etag", { "if-match": '"abc"' }, true],
  ["any etag", { "if-match": "*" }, true],
  ["its etag, though modified since", { "if-match": '"abc"', "if-unmodified-since": before }, true],
  ["not its etag", { "if-none-match": '"abc"' }, false],
  ["not one of several", { "if-none-match": '"x", W/"abc"' }, false],
  ["another than this etag", { "if-none-match": '"x"', "if-modified-since": modified }, true],
  ["modified since it was", { "if-modified-since": modified }, false],
  ["modified since before", { "if-modified-since": before }, true],
  ["modified since a time in the future", { "if-modified-since": future }, true],
  ["a time that is none", { "if-modified-since": "yesterday" }, true],
])("%s", (_name, headers, expected) => {
  const given = headers as Record<string, string>;
  expect(checkRead(given, version, { prefix: "", nowMs }).isModified).toBe(expected);
});

test.each([{ "if-match": '"x"' }, { "if-unmodified-since": before }])(
  "%o does not hold",
  (headers) => {
    const given = headers as Record<string, string>;
    expect(() => checkRead(given, version, { prefix: "", nowMs })).toThrow("pre-conditions");
  },
);
