import { expect, test } from "vitest";
import { compileJsonPattern } from "./json-pattern.ts";

const line = JSON.stringify({
  type: "platform.report",
  level: "ERROR",
  text: 'a "quoted" (text)',
  status: 404,
  code: "007",
  ratio: -1.5,
  isCold: true,
  isWarm: false,
  nothing: null,
  record: { metrics: { maxMemoryUsedMB: 120 }, tags: ["blue", { name: "big" }] },
  "x-id": 3,
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
test.each<[string, boolean]>([
  ['{ $.level = "ERROR" }', true],
  ["{ $.level = ERROR }", true],
  ["{$.level=ERROR}", true],
  ['{ $.level = "ERR" }', false],
  ['{ $.level = "ERR*" }', true],
  ["{ $.type = platform.* }", true],
  ["{ $.type = *.report }", true],
  ['{ $.text = "a \\"quoted\\" (text)" }', true],
  ['{ $.level != "INFO" }', true],
  ['{ $.level != "ERROR" }', false],
  ['{ $.missing != "ERROR" }', false],
  ['{ $.missing = "*" }', false],
  ["{ $.status = 404 }", true],
  ["{ $.status = 4.04e2 }", true],
  ["{ $.status = 4* }", true],
  ["{ $.status != 404 }", false],
  ["{ $.status > 403 }", true],
  ["{ $.status >= 404 }", true],
  ["{ $.status < 404 }", false],
  ["{ $.status <= 404 }", true],
  ["{ $.ratio < -1 }", true],
  ["{ $.level > 1 }", false],
  ["{ $.missing < 1 }", false],
  ["{ $.isCold IS TRUE }", true],
  ["{ $.isWarm IS TRUE }", false],
  ["{ $.isWarm IS FALSE }", true],
  ["{ $.nothing IS NULL }", true],
  ["{ $.missing IS NULL }", false],
  ["{ $.missing NOT EXISTS }", true],
  ["{ $.nothing NOT EXISTS }", false],
  ["{ $.record.metrics.maxMemoryUsedMB > 100 }", true],
  ["{ $.record.tags[0] = blue }", true],
  ["{ $.record.tags[1].name = big }", true],
  ["{ $.record.tags = blue }", false],
  ["{ $.x-id = 3 }", true],
  ["{ ($.status = 404) && ($.level = ERROR) }", true],
  ["{ $.status = 404 && $.level = INFO }", false],
  ["{ $.status = 500 || $.level = ERROR }", true],
  ["{ $.level = ERROR || $.status = 404 && $.status = 500 }", true],
  ["{ ($.level = ERROR || $.status = 404) && $.status = 500 }", false],
])("%s is %s", (pattern, expected) => {
  expect(compileJsonPattern(pattern)(line)).toBe(expected);
});

test("a line that is not JSON as a whole does not match", () => {
  const matches = compileJsonPattern("{ $.missing NOT EXISTS }");
  expect(matches("plain")).toBe(false);
  expect(matches('2026-01-05T00:00:00Z\tid\tINFO\t{"a":1}')).toBe(false);
  expect(matches('{"a":')).toBe(false);
  expect(matches('{"a":1}')).toBe(true);
});

test.each([
  "{ }",
  "{ $.a }",
  "{ $.a = }",
  "{ $.a = 1",
  "{ $.a > word }",
  "{ ($.a = 1 }",
  "{ $.a = 1 } more",
  "{ $ = 1 }",
  "{ a = 1 }",
  "{ $.a IS MAYBE }",
])("%s is invalid", (pattern) => {
  expect(() => compileJsonPattern(pattern)).toThrow(
    expect.objectContaining({ code: "InvalidParameterException" }),
  );
});

test.each(["{ $.a = %err.r% }", "{ $.a[*] = 1 }", '{ $["a.b"] = 1 }'])(
  "%s is not implemented",
  (pattern) => {
    expect(() => compileJsonPattern(pattern)).toThrow("not implemented here: the ");
  },
);
