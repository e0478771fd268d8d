import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryCondition } from "./arbitrary-condition.ts";
import { arbitraryContext } from "./arbitrary-context.ts";
import { families, setOperators, suffixes } from "./arbitrary-families.ts";

const sample = { numRuns: 8_000, seed: 1 };

test("every operator occurs with every set operator, with and without IfExists", () => {
  const expected = families.flatMap(({ operators }) =>
    operators.flatMap((operator) =>
      setOperators.flatMap((set) => suffixes.map((suffix) => `${set}${operator}${suffix}`)),
    ),
  );
  const generated = new Set(fc.sample(arbitraryCondition, sample).flatMap(Object.keys));
  expect(generated).toEqual(new Set(["Null", ...expected]));
});

test("keys are missing, and lists have no values, one and several", () => {
  const contexts = fc
    .sample(arbitraryContext, sample)
    .map((context) =>
      Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value])),
    );
  for (const { keys, listKey } of families) {
    const lengths = contexts.map((context) => context[listKey.toLowerCase()]?.length);
    for (const length of [undefined, 0, 1, 2]) expect(lengths).toContain(length);
    for (const key of keys.filter((key) => !/Account|PrincipalArn/.test(key))) {
      const values = contexts.map((context) => context[key.toLowerCase()]);
      expect(values).toContain(undefined);
      expect(values).toContain("");
    }
  }
});
