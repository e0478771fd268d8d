import { isDeepStrictEqual } from "node:util";
import { type Bound, highest, isLess, lowest } from "./number-bounds.ts";
import { type Rejection, refuse } from "./rejection.ts";

type Place = Pick<Rejection, "path">;

/** The keywords of a schema that is an object. */
export type Fields = { readonly [keyword: string]: unknown };

/** The values of an enumeration. */
export function valuesOf(schema: Fields): readonly unknown[] | undefined {
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

export function refuseType(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  if (r.type === undefined || r.type === w.type) return [];
  if (r.type === "number" && w.type === "integer") return [];
  return refuse(place, `must be ${typeText(r.type)}, and may be ${typeText(w.type)}`);
}

export function refuseOtherValues(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  const known = valuesOf(r);
  return known
    ? refuse(place, `must be one of ${texts(known)}, and may be any ${typeText(w.type)}`)
    : [];
}

/** Checks a value of the writer by the reader's schema. */
export function refuseValue(r: Fields, value: unknown, place: Place): readonly Rejection[] {
  const known = valuesOf(r);
  if (known?.some((one) => isDeepStrictEqual(one, value))) return [];
  if (known) return refuse(place, `must be one of ${texts(known)}, and may be ${texts([value])}`);
  const written: Fields =
    typeof value === "string"
      ? { type: "string", minLength: value.length, maxLength: value.length }
      : typeof value === "number"
        ? { type: Number.isInteger(value) ? "integer" : "number", minimum: value, maximum: value }
        : { type: value === null ? "null" : typeof value };
  const { pattern, format, ...rest } = r;
  const fits = typeof pattern !== "string" || new RegExp(pattern, "u").test(String(value));
  return [
    ...refuseType(rest, written, place),
    ...refuseText(rest, written, place),
    ...refuseNumber(rest, written, place),
    ...(fits ? [] : refuse(place, `must match ${pattern}, and may be ${texts([value])}`)),
  ];
}

export function refuseText(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  if (w.type !== "string") return [];
  return [
    ...atLeast(r.minLength, w.minLength ?? 0, place, "characters"),
    ...atMost(r.maxLength, w.maxLength, place, "characters"),
    ...sameRule(r, w, place, "format"),
    // A format implies its pattern.
    ...(r.format === undefined || r.format !== w.format ? sameRule(r, w, place, "pattern") : []),
  ];
}

export function refuseNumber(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  if (w.type !== "integer" && w.type !== "number") return [];
  const limits = { low: lowest(r, w.type), high: highest(r, w.type) };
  const written = { low: lowest(w, w.type), high: highest(w, w.type) };
  const isLow = !written.low || (limits.low && isLess(written.low, limits.low));
  const isHigh = !written.high || (limits.high && isLess(limits.high, written.high));
  return [
    ...(limits.low && isLow ? refuseBound(limits.low, written.low, place, "least", "less") : []),
    ...(limits.high && isHigh ? refuseBound(limits.high, written.high, place, "most", "more") : []),
    ...(r.multipleOf === undefined ? [] : sameRule(r, w, place, "multipleOf")),
  ];
}

function refuseBound(
  limit: Bound,
  written: Bound | undefined,
  place: Place,
  most: "least" | "most",
  otherwise: "less" | "more",
): readonly Rejection[] {
  const rule =
    limit.side === 0
      ? `at ${most} ${limit.at}`
      : `${most === "least" ? "more" : "less"} than ${limit.at}`;
  return refuse(place, `must be ${rule}, and may be ${written ? written.at : otherwise}`);
}

const compared = new Set([
  ...["type", "const", "enum", "minLength", "maxLength", "format", "pattern", "minimum", "maximum"],
  ...["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "items", "minItems", "maxItems"],
  ...["properties", "required", "additionalProperties", "propertyNames", "$defs"],
]);

/** Keywords that do not affect validation. https://json-schema.org/draft/2020-12/json-schema-validation#section-9 */
const annotations = new Set([
  ...["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated"],
  ...["readOnly", "writeOnly", "id"],
]);

export function refuseUnknownRules(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  return Object.keys(r)
    .filter((key) => !compared.has(key) && !annotations.has(key))
    .flatMap((key) => sameRule(r, w, place, key));
}

export function sameRule(r: Fields, w: Fields, place: Place, key: string): readonly Rejection[] {
  if (r[key] === undefined || isDeepStrictEqual(r[key], w[key])) return [];
  const before = w[key] === undefined ? "has none" : `has ${JSON.stringify(w[key])}`;
  return refuse(place, `must have the ${key} ${JSON.stringify(r[key])}, and ${before}`);
}

export function atLeast(limit: unknown, written: unknown, place: Place, unit: string) {
  if (typeof limit !== "number" || (typeof written === "number" && written >= limit)) return [];
  return refuse(
    place,
    `must be at least ${limit}${unit && ` ${unit}`}, and may be ${boundText(written, "less")}`,
  );
}

export function atMost(limit: unknown, written: unknown, place: Place, unit: string) {
  if (typeof limit !== "number" || (typeof written === "number" && written <= limit)) return [];
  return refuse(
    place,
    `must be at most ${limit}${unit && ` ${unit}`}, and may be ${boundText(written, "more")}`,
  );
}

function boundText(bound: unknown, otherwise: string): string {
  return typeof bound === "number" ? String(bound) : otherwise;
}

function typeText(type: unknown): string {
  return type === undefined ? "anything" : String(type);
}

function texts(values: readonly unknown[]): string {
  return values
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(", ");
}
