import { isDeepStrictEqual } from "node:util";
import { choicesOf, partsOf, valueChoicesOf, without } from "./choices.ts";
import { type JsonSchema, listOf, objectOf, type RootedSchema, resolved } from "./json-schema.ts";
import { type Bound, highest, isLess, lowest } from "./number-bounds.ts";

/** A place where a reader refuses something that a writer may write. */
export type Rejection = {
  /** Keys joined with dots, `[]` for what stands in a list: `data.lines[].price`. */
  readonly path: string;
  /** `must be there, and is left out` */
  readonly because: string;
};

/**
 * Where data that was written under one schema would be refused under another. A writer writes the fields that its schema
 * declares and no others; a reader ignores fields that it does not know, unless its schema forbids them. Nothing is found
 * only where nothing can be refused; what cannot be compared, such as two patterns, counts as refused.
 */
export function rejections(reader: RootedSchema, writer: RootedSchema): readonly Rejection[] {
  return compare(reader, writer, { path: "", pairs: [] });
}

type Place = {
  readonly path: string;
  /** What is being compared around this: a schema may hold itself. */
  readonly pairs: readonly (readonly [reader: JsonSchema, writer: JsonSchema])[];
};

type Fields = { readonly [keyword: string]: unknown };

function compare(
  readerAt: RootedSchema,
  writerAt: RootedSchema,
  place: Place,
): readonly Rejection[] {
  const reader = resolved(readerAt);
  const writer = resolved(writerAt);
  if (reader.schema === true || writer.schema === false) return [];
  if (reader.schema === false) return refuse(place, "must not be there");
  if (isSame(reader, writer)) return [];
  const around = place.pairs.some(([r, w]) => r === reader.schema && w === writer.schema);
  if (around) return [];
  const here = { ...place, pairs: [...place.pairs, [reader.schema, writer.schema] as const] };

  const written = choicesOf(writer) ?? valueChoicesOf(writer);
  if (written) return written.flatMap((choice) => compare(reader, choice, here));
  const all = partsOf(reader, "allOf");
  if (all.length > 0) {
    const rest = without(reader, "allOf");
    return [rest, ...all].flatMap((part) => compare(part, writer, here));
  }
  const accepted = choicesOf(reader);
  if (accepted) return fewest(accepted.map((choice) => compare(choice, writer, here)));
  // What is all of several is each of them.
  const each = partsOf(writer, "allOf");
  if (each.length > 0) {
    return fewest([without(writer, "allOf"), ...each].map((one) => compare(reader, one, here)));
  }
  return compareKeywords(reader, writer, here);
}

/** Equal text is an equal schema where nothing in it leads elsewhere. */
function isSame(reader: RootedSchema, writer: RootedSchema): boolean {
  return (
    isDeepStrictEqual(reader.schema, writer.schema) &&
    !JSON.stringify(reader.schema).includes('"$ref"')
  );
}

/** Of the ways in which none fits, the one that comes nearest. */
function fewest(all: readonly (readonly Rejection[])[]): readonly Rejection[] {
  return all.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function compareKeywords(reader: RootedSchema, writer: RootedSchema, place: Place) {
  const r = objectOf(reader.schema);
  const w = objectOf(writer.schema);
  const values = valuesOf(w);
  if (values) return values.flatMap((value) => refuseValue(r, value, place));
  const type = refuseType(r, w, place);
  if (type.length > 0) return type;
  return [
    ...refuseOtherValues(r, w, place),
    ...refuseText(r, w, place),
    ...refuseNumber(r, w, place),
    ...refuseList(reader, writer, place),
    ...refuseObject(reader, writer, place),
    ...refuseUnknownRules(r, w, place),
  ];
}

/** The values of an enumeration. */
function valuesOf(schema: Fields): readonly unknown[] | undefined {
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

function refuseType(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  if (r.type === undefined || r.type === w.type) return [];
  if (r.type === "number" && w.type === "integer") return [];
  return refuse(place, `must be ${typeText(r.type)}, and may be ${typeText(w.type)}`);
}

function refuseOtherValues(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  const known = valuesOf(r);
  return known
    ? refuse(place, `must be one of ${texts(known)}, and may be any ${typeText(w.type)}`)
    : [];
}

/** A value of the writer's against what the reader asks of it. */
function refuseValue(r: Fields, value: unknown, place: Place): readonly Rejection[] {
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

function refuseText(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  if (w.type !== "string") return [];
  return [
    ...atLeast(r.minLength, w.minLength ?? 0, place, "characters"),
    ...atMost(r.maxLength, w.maxLength, place, "characters"),
    ...sameRule(r, w, place, "format"),
    // A format says all that its pattern says.
    ...(r.format === undefined || r.format !== w.format ? sameRule(r, w, place, "pattern") : []),
  ];
}

function refuseNumber(r: Fields, w: Fields, place: Place): readonly Rejection[] {
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

function refuseList(reader: RootedSchema, writer: RootedSchema, place: Place) {
  const r = objectOf(reader.schema);
  const w = objectOf(writer.schema);
  if (w.type !== "array") return [];
  const items = { ...place, path: `${place.path}[]` };
  return [
    ...atLeast(r.minItems, w.minItems ?? 0, place, "entries"),
    ...atMost(r.maxItems, w.maxItems, place, "entries"),
    ...(r.items === undefined
      ? []
      : compare(part(reader, r.items), part(writer, w.items ?? true), items)),
  ];
}

function refuseObject(reader: RootedSchema, writer: RootedSchema, place: Place) {
  const r = objectOf(reader.schema);
  const w = objectOf(writer.schema);
  if (w.type !== "object") return [];
  const read = objectOf(r.properties);
  const written = objectOf(w.properties);
  const at = (name: string) => ({ ...place, path: place.path ? `${place.path}.${name}` : name });

  const missing = listOf(r.required)
    .map(String)
    .filter((name) => !listOf(w.required).includes(name))
    .flatMap((name) =>
      refuse(at(name), `must be there, and ${name in written ? "may be" : "is"} left out`),
    );
  const declared = Object.entries(written).flatMap(([name, schema]) => {
    if (name in read) return compare(part(reader, read[name]), part(writer, schema), at(name));
    if (r.additionalProperties === undefined) return [];
    if (r.additionalProperties === false)
      return refuse(at(name), "is not known, and nothing unknown may be there");
    return compare(part(reader, r.additionalProperties), part(writer, schema), at(name));
  });
  return [...missing, ...declared, ...refuseNames(reader, writer, at("*"))];
}

/** Of an object whose fields have names that the schema does not list. */
function refuseNames(reader: RootedSchema, writer: RootedSchema, place: Place) {
  const r = objectOf(reader.schema);
  const w = objectOf(writer.schema);
  // Without a word of other fields, a writer has none.
  if (w.additionalProperties === undefined || w.additionalProperties === false) return [];
  const names = sameRule(r, w, place, "propertyNames");
  if (r.additionalProperties === undefined) return names;
  return [
    ...names,
    ...compare(part(reader, r.additionalProperties), part(writer, w.additionalProperties), place),
  ];
}

const compared = new Set([
  ...["type", "const", "enum", "minLength", "maxLength", "format", "pattern", "minimum", "maximum"],
  ...["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "items", "minItems", "maxItems"],
  ...["properties", "required", "additionalProperties", "propertyNames", "$defs"],
]);

/** Keywords that say nothing of what is valid. https://json-schema.org/draft/2020-12/json-schema-validation#section-9 */
const annotations = new Set([
  ...["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated"],
  ...["readOnly", "writeOnly", "id"],
]);

function refuseUnknownRules(r: Fields, w: Fields, place: Place): readonly Rejection[] {
  return Object.keys(r)
    .filter((key) => !compared.has(key) && !annotations.has(key))
    .flatMap((key) => sameRule(r, w, place, key));
}

function part({ root }: RootedSchema, schema: unknown): RootedSchema {
  return { schema: schema as JsonSchema, root };
}

function sameRule(r: Fields, w: Fields, place: Place, key: string): readonly Rejection[] {
  if (r[key] === undefined || isDeepStrictEqual(r[key], w[key])) return [];
  const before =
    w[key] === undefined ? "is not held to that" : `is held to ${JSON.stringify(w[key])}`;
  return refuse(place, `must be of the ${key} ${JSON.stringify(r[key])}, and ${before}`);
}

function atLeast(limit: unknown, written: unknown, place: Place, unit: string) {
  if (typeof limit !== "number" || (typeof written === "number" && written >= limit)) return [];
  return refuse(
    place,
    `must be at least ${limit}${unit && ` ${unit}`}, and may be ${boundText(written, "less")}`,
  );
}

function atMost(limit: unknown, written: unknown, place: Place, unit: string) {
  if (typeof limit !== "number" || (typeof written === "number" && written <= limit)) return [];
  return refuse(
    place,
    `must be at most ${limit}${unit && ` ${unit}`}, and may be ${boundText(written, "more")}`,
  );
}

function boundText(bound: unknown, otherwise: string): string {
  return typeof bound === "number" ? String(bound) : otherwise;
}

function refuse({ path }: Place, because: string): readonly Rejection[] {
  return [{ path, because }];
}

function typeText(type: unknown): string {
  return type === undefined ? "anything" : String(type);
}

function texts(values: readonly unknown[]): string {
  return values
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(", ");
}
