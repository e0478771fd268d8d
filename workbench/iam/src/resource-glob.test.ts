import fc from "fast-check";
import { expect, test } from "vitest";
import { type Glob, parseTemplate } from "./policy-template.ts";
import { compileResourceGlob, limitToParts, resourceMatches } from "./resource-glob.ts";

const glob = (pattern: string) =>
  limitToParts(parseTemplate(pattern, { version: "2008-10-17", wildcards: true })).flat() as Glob;

const few = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });

/** In the first five parts of an ARN a wildcard stays in its part, except a `*` at the part's end. */
function expression(pattern: string): RegExp {
  const parts = pattern.split(":");
  const written = parts.map((part, index) => {
    if (index >= 5) return part.replaceAll("*", "[^]*").replaceAll("?", "[^]");
    return part
      .replaceAll(/\*(?!$)/g, "[^:]*")
      .replaceAll(/\*$/g, "[^]*")
      .replaceAll("?", "[^:]");
  });
  return new RegExp(`^${written.join(":")}$`);
}

test("matching agrees with the regular expression of the same meaning", () => {
  fc.assert(
    fc.property(few("ab:::*?"), few("ab:::"), (pattern, text) => {
      const expected = expression(pattern).test(text);
      expect(resourceMatches(glob(pattern), text)).toBe(expected);
      expect(compileResourceGlob(glob(pattern))(text)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test("many wildcards do not take exponential time", () => {
  const text = "a".repeat(2000);
  expect(resourceMatches(glob(`${"a*".repeat(100)}b`), text)).toBe(false);
});
