import { isDeepStrictEqual } from "node:util";
import { choicesOf, partsOf, valueChoicesOf, without } from "./choices.ts";
import { type JsonSchema, listOf, objectOf, type RootedSchema, resolved } from "./json-schema.ts";
import {
  atLeast,
  atMost,
  refuseNumber,
  refuseOtherValues,
  refuseText,
  refuseType,
  refuseUnknownRules,
  refuseValue,
  sameRule,
  valuesOf,
} from "./keyword-rules.ts";
import { type Rejection, refuse } from "./rejection.ts";

/**
 * What a reader's schema would refuse of data that was written with another schema. A writer writes only the fields that its schema
 * declares; a reader ignores unknown fields, unless its schema forbids them. The result is empty only if nothing can be refused: what
 * cannot be compared, such as two patterns, counts as refused.
 */
export function rejections(reader: RootedSchema, writer: RootedSchema): readonly Rejection[] {
  return compare(reader, writer, { path: "", pairs: [] });
}

type Place = {
  readonly path: string;
  /** The pairs that are being compared already: a schema may be recursive. */
  readonly pairs: readonly (readonly [reader: JsonSchema, writer: JsonSchema])[];
};

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
  // allOf: every part has to accept it.
  const each = partsOf(writer, "allOf");
  if (each.length > 0) {
    return fewest([without(writer, "allOf"), ...each].map((one) => compare(reader, one, here)));
  }
  return compareKeywords(reader, writer, here);
}

/** Schemas with the same JSON are equal if they contain no references. */
function isSame(reader: RootedSchema, writer: RootedSchema): boolean {
  return (
    isDeepStrictEqual(reader.schema, writer.schema) &&
    !JSON.stringify(reader.schema).includes('"$ref"')
  );
}

/** The alternative with the fewest rejections. */
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

/** Checks an object whose field names the schema does not list. */
function refuseNames(reader: RootedSchema, writer: RootedSchema, place: Place) {
  const r = objectOf(reader.schema);
  const w = objectOf(writer.schema);
  // Without additionalProperties, a writer writes no other fields.
  if (w.additionalProperties === undefined || w.additionalProperties === false) return [];
  const names = sameRule(r, w, place, "propertyNames");
  if (r.additionalProperties === undefined) return names;
  return [
    ...names,
    ...compare(part(reader, r.additionalProperties), part(writer, w.additionalProperties), place),
  ];
}

function part({ root }: RootedSchema, schema: unknown): RootedSchema {
  return { schema: schema as JsonSchema, root };
}
