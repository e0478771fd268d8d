import { expect, test } from "vitest";
import { createRecordFilter } from "./record-filter.ts";

const passing = (patterns: readonly object[], data: string) =>
  createRecordFilter(patterns.map((pattern) => JSON.stringify(pattern)))({
    data: Buffer.from(data),
  });

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
test("records are filtered by their data, and one of several patterns is enough", () => {
  const sale = { data: { order: { type: ["sale"] } } };
  const large = { data: { total: [{ numeric: [">", 100] }] } };
  expect(passing([sale], '{"order":{"type":"sale"}}')).toBe(true);
  expect(passing([sale], '{"order":{"type":"return"}}')).toBe(false);
  expect(passing([sale, large], '{"total":101}')).toBe(true);
});

test("without a pattern everything passes; with one, data that is not JSON does not", () => {
  expect(passing([], "plain text")).toBe(true);
  expect(passing([{ data: { a: [1] } }], "plain text")).toBe(false);
});

test("a pattern on anything but the data is refused, with what to do", () => {
  expect(() => createRecordFilter(['{"partitionKey":["a"]}'])).toThrow(
    /names partitionKey.*by data only.*Move the rule into data/,
  );
});
