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
  ["{% $states.input.lines.price %}", [1, 3]],
  ["{% 1/0 %}", "Infinity"],
  ["{% { 'k': [-1/0, $number('1e308')] } %}", { k: ["-Infinity", 1e308] }],
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
