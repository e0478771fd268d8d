import { expect, test } from "vitest";
import { hiddenValues, nothingHidden } from "./hidden-values.ts";
import { hideValues } from "./hide-values.ts";

const jane = hiddenValues(
  { customer: { id: "cus_1", name: "Jane Doe" }, sum: 4711, code: "A" },
  {
    code: "A",
  },
);

test.each([
  ["a value as a whole", "no account of cus_1.", "no account of (hidden)."],
  ["a number", "4711 is too much", "(hidden) is too much"],
  [
    "a part of a value in quotation marks",
    "Unexpected 'D' in \"ne Doe\"",
    "Unexpected '(hidden)' in \"(hidden)\"",
  ],
  ["the name of a hidden field", 'Unrecognized key: "customer"', 'Unrecognized key: "(hidden)"'],
])("%s is hidden", (_what, text, shown) => {
  expect(hideValues(text, jane)).toBe(shown);
});

test.each([
  ["a value that is shown", 'no product "A"'],
  ["a longer word with a hidden value in it", "cus_10 and xcus_1"],
  ["the path of a field", "customer.id: Must be a text"],
  ["a line of a stack", "    at Jane Doe (file:///cus_1/bundle.mjs:1:2)"],
  ["an empty quotation", '"" is not a name'],
])("%s stays", (_what, text) => {
  expect(hideValues(text, jane)).toBe(text);
});

// https://tc39.es/ecma262/#sec-json.parse leaves the message to the engine; V8 quotes the text.
test.each([
  "for Jane",
  '{"name": Jane}',
  '["Jane","Doe"]x',
  "Jane Doe, 1 Long Street, Anytown, and much more text than that",
])("what JSON.parse says about %s is hidden", (text) => {
  const shown = hideValues(messageOf(text), hiddenValues(text, undefined));
  expect(shown).toMatch(/JSON/);
  expect(shown).not.toMatch(/Jan|Doe/);
});

function messageOf(text: string): string {
  try {
    return JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
}

test("an error that is JSON stays JSON", () => {
  const error = {
    errorMessage: "cus_1 is unknown",
    trace: ["Error: cus_1 is unknown", "    at x (a:1:2)"],
  };
  expect(JSON.parse(hideValues(JSON.stringify(error), jane))).toEqual({
    errorMessage: "(hidden) is unknown",
    trace: ["Error: (hidden) is unknown", "    at x (a:1:2)"],
  });
});

test("keys that are no names are hidden like values", () => {
  const hidden = hiddenValues({ "jane@example.com": 1 }, "(hidden)");
  expect(hideValues("no row jane@example.com", hidden)).toBe("no row (hidden)");
});

test("without hidden values a text is unchanged", () => {
  expect(hideValues('a "b" c', nothingHidden)).toBe('a "b" c');
});
