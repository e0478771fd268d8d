import * as fc from "fast-check";

/** Texts that often cause errors. */
export const edgeCaseTexts: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  // A lone surrogate: valid in JSON, not in UTF-8.
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

/** Generates copies of a value with one change at a random place: replaced, removed or added. */
export function corrupted(value: unknown): fc.Arbitrary<unknown> {
  const paths = pathsIn(value).map((path) => fc.constant(path));
  return fc
    .tuple(fc.oneof(...paths), edgeCase, fc.constantFrom("replace", "remove", "add"))
    .map(([path, replacement, change]) => changedAt(value, path, change, replacement));
}

type Path = readonly (string | number)[];

function pathsIn(value: unknown, here: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [here];
  const below = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [here, ...below.flatMap(([key, part]) => pathsIn(part, [...here, key]))];
}

function changedAt(value: unknown, path: Path, change: string, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return change === "add" && isObject ? { ...value, unexpected: replacement } : replacement;
  }
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as {
    [key: string | number]: unknown;
  };
  if (rest.length === 0 && change === "remove") delete copy[key];
  else copy[key] = changedAt(copy[key], rest, change, replacement);
  return copy;
}
