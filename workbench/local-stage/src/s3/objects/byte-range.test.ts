import { expect, test } from "vitest";
import { byteRange } from "./byte-range.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
test.each([
  ["bytes=0-0", { from: 0, to: 1 }],
  ["bytes=2-4", { from: 2, to: 5 }],
  ["bytes=2-400", { from: 2, to: 10 }],
  ["bytes=9-", { from: 9, to: 10 }],
  ["bytes=-3", { from: 7, to: 10 }],
  ["bytes=-30", { from: 0, to: 10 }],
])("%s of ten bytes", (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});

test.each([undefined, "bytes=", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1"])(
  "%s is ignored",
  (header) => {
    expect(byteRange(header, 10)).toBeUndefined();
  },
);

test.each([
  ["bytes=10-", 10],
  ["bytes=-0", 10],
  ["bytes=0-", 0],
])("%s of %i bytes cannot be satisfied", (header, sizeBytes) => {
  expect(() => byteRange(header, sizeBytes)).toThrow("The requested range is not satisfiable");
});
