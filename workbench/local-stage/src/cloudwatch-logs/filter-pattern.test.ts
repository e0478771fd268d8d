import { expect, test } from "vitest";
import { compileFilterPattern } from "./filter-pattern.ts";

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
test.each([
  ["", "anything", true],
  ["ERROR", "[ERROR 400] BAD REQUEST", true],
  ["ERROR", "[error 400]", false],
  ["ERROR BAD", "[ERROR 400] BAD REQUEST", true],
  ["ERROR BAD", "[ERROR 419] MISSING", false],
  ["?ERROR ?WARN", "[WARN] slow", true],
  ["?ERROR ?WARN", "[INFO] fine", false],
  ['"BAD REQUEST"', "[ERROR 400] BAD REQUEST", true],
  ['"BAD REQUEST"', "REQUEST: BAD", false],
  ['?"1a-2b" ?"3c-4d"', '{"messageId":"3c-4d"}', true],
  ['"\\"id\\":1"', '{"id":1}', true],
  ["{ $.level = ERROR }", '{"level":"ERROR"}', true],
])("%s on %s: %s", (pattern, line, matches) => {
  expect(compileFilterPattern(pattern)(line)).toBe(matches);
});

test.each([
  ["[ip, status = 4*]", "NotImplemented"],
  ["%err.r%", "NotImplemented"],
  ["-word", "NotImplemented"],
  ['"open', "InvalidParameterException"],
  ["a-b", "InvalidParameterException"],
])("%s is refused with %s", (pattern, code) => {
  expect(() => compileFilterPattern(pattern)).toThrow(expect.objectContaining({ code }));
});
