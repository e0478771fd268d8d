import { expect, test } from "vitest";
import { createRecordFilter } from "./record-filter.ts";

const matches = (patterns: readonly object[], data: string) =>
  createRecordFilter(patterns.map((pattern) => JSON.stringify(pattern)))({
    data: Buffer.from(data),
  });

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
test("records are filtered by their data, and one of several patterns is enough", () => {
  const sale = { data: { order: { type: ["sale"] } } };
  const large = { data: { total: [{ numeric: [">", 100] }] } };
  expect(matches([sale], '{"order":{"type":"sale"}}')).toBe(true);
  expect(matches([sale], '{"order":{"type":"return"}}')).toBe(false);
  expect(matches([sale, large], '{"total":101}')).toBe(true);
});

test("without a pattern everything passes; with one, data that is not JSON does not", () => {
  expect(matches([], "plain text")).toBe(true);
  expect(matches([{ data: { a: [1] } }], "plain text")).toBe(false);
});

test("a pattern on anything but the data is refused, with what to do", () => {
  expect(() => createRecordFilter(['{"partitionKey":["a"]}'])).toThrow(
    /names partitionKey.*by data only.*Move the rule into data/,
  );
});
