import { expect, test } from "vitest";
import { compileTemplate } from "./definition/template.ts";
import { jsonataFunctions } from "./engine/jsonata-functions.ts";

const functions = jsonataFunctions({ nowMs: () => Date.UTC(2026, 0, 5), random: () => 0.25 });

// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
test.each([
  ["plain", "plain"],
  ["{% 1 %} and more", "{% 1 %} and more"],
  [" {% 1 %}", " {% 1 %}"],
  ["{%1%}", 1],
  [
    { a: ["{% $x %}", { b: "{% null %}" }], c: true },
    { a: [7, { b: null }], c: true },
  ],
  ["{% $states.input.lines[price > 2].code %}", "b"],
  ["{% $partition([1, 2, 3], 2) %}", [[1, 2], [3]]],
  ["{% $range(1, 7, 3) %}", [1, 4, 7]],
  [
    "{% $hash('a', 'SHA-256') %}",
    "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
  ],
  ["{% $parse('{\"a\":1}').a %}", 1],
  ["{% $random() %}", 0.25],
  ["{% $random(1) = $random(1) %}", true],
  ["{% $length($uuid()) %}", 36],
  ["{% $now() %}", "2026-01-05T00:00:00.000Z"],
  ["{% $now('[Y]') %}", "2026"],
  ["{% $millis() %}", 1_767_571_200_000],
])("%j evaluates to %j", async (field, expected) => {
  const states = {
    input: {
      lines: [
        { code: "a", price: 1 },
        { code: "b", price: 3 },
      ],
    },
  };
  expect(await compileTemplate(field, "Output")({ ...functions, x: 7, states })).toEqual(expected);
});

test.each([
  "$eval('1')",
  "$parse('{')",
  "$hash('a', 'SHA-3')",
  "$range(1, 5000)",
  "$partition([1], 0)",
])("%s fails with the name of the field", async (source) => {
  const template = compileTemplate({ a: [`{% ${source} %}`] }, "Arguments");
  await expect(template(functions)).rejects.toMatchObject({
    error: "States.QueryEvaluationError",
    location: "Arguments/a[0]",
  });
});
