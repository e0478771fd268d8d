import fc from "fast-check";
import { expect, test } from "vitest";
import { compileGlob, globMatches } from "./glob-match.ts";
import { type Glob, parseTemplate } from "./policy-template.ts";

const glob = (pattern: string) =>
  parseTemplate(pattern, { version: "2008-10-17", wildcards: true }).flat() as Glob;

const few = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });

test("matching agrees with the regular expression of the same meaning", () => {
  fc.assert(
    fc.property(few("ab:*?"), few("ab:"), (pattern, text) => {
      const source = pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]");
      const expected = new RegExp(`^${source}$`).test(text);
      expect(globMatches(glob(pattern), text)).toBe(expected);
      expect(compileGlob(glob(pattern))(text)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test("many wildcards do not take exponential time", () => {
  const text = "a".repeat(2000);
  expect(globMatches(glob(`${"a*".repeat(100)}b`), text)).toBe(false);
});
