import * as fc from "fast-check";

/** Texts that programs stumble over. */
export const edgeCaseTexts: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  // Half of a character: JSON can say it, UTF-8 cannot.
  "\ud800",
  "\udc00\ud800",
  "\u202e\u2066",
  "é ☃ 𝄞",
  "'; drop table orders; --",
  "$" + "{jndi:ldap://x}",
  "../../..",
  "..",
  ".",
  "%00",
  "%2e%2e%2f",
  "constructor",
  "__proto__",
  "valueOf",
  "null",
  "NaN",
  "-1",
  "1e309",
  "0x10",
  "0000-01-01",
  "9999-12-31",
  "2010-02-29",
  "x".repeat(4_000),
];

function deep(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

const edgeCaseValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  0.1,
  2 ** 31,
  2 ** 53,
  1e308,
  [],
  {},
  deep(500),
  JSON.parse('{"__proto__":{"polluted":true},"constructor":null}'),
];

const edgeCase: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...edgeCaseTexts),
  fc.constantFrom(...edgeCaseValues),
  fc.jsonValue({ maxDepth: 2 }),
);

/** What a value becomes when something is wrong at one place in it. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const inside = placesIn(value).map((place) => fc.constant(place));
  return fc
    .tuple(fc.oneof(...inside), edgeCase, fc.constantFrom("replace", "remove", "add"))
    .map(([place, wrong, how]) => changedAt(value, place, how, wrong));
}

type Place = readonly (string | number)[];

function placesIn(value: unknown, here: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [here];
  const below = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [here, ...below.flatMap(([key, part]) => placesIn(part, [...here, key]))];
}

function changedAt(value: unknown, place: Place, how: string, wrong: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return how === "add" && isObject ? { ...value, unexpected: wrong } : wrong;
  }
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as {
    [key: string | number]: unknown;
  };
  if (rest.length === 0 && how === "remove") delete copy[key];
  else copy[key] = changedAt(copy[key], rest, how, wrong);
  return copy;
}
