import * as fc from "fast-check";
import type { Schema } from "./open-api.ts";

/** Values that mean something to the API just now, by the name of the field or parameter that takes them. */
export type KnownValues = { readonly [name: string]: readonly string[] };

/** What of a schema is understood, beside what only describes it. */
const keywords = new Set([
  ...["$ref", "const", "enum", "type", "format", "pattern", "minLength", "maxLength", "minimum"],
  ...["maximum", "minItems", "maxItems", "items", "properties", "required"],
  ...["additionalProperties", "description", "default"],
]);

/**
 * Values that a schema allows, with those that are known mixed in where a name is known.
 * @throws Error for a schema with a keyword that no document had before.
 */
export function jsonValues(
  schema: Schema,
  given: { readonly components: { readonly [name: string]: Schema }; readonly known: KnownValues },
): fc.Arbitrary<unknown> {
  const { components, known } = given;

  function values(part: Schema, name?: string): fc.Arbitrary<unknown> {
    const knownOnes = name === undefined ? undefined : known[name];
    if (!knownOnes?.length) return allowed(part);
    return fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...knownOnes) },
      { weight: 1, arbitrary: allowed(part) },
    );
  }

  function allowed(part: Schema): fc.Arbitrary<unknown> {
    const strange = Object.keys(part).find((keyword) => !keywords.has(keyword));
    if (strange !== undefined) throw notKnown(part);
    if (part.$ref !== undefined) return allowed(componentOf(part.$ref));
    if ("const" in part) return fc.constant(part.const);
    if (part.enum) return fc.constantFrom(...part.enum);
    switch (part.type) {
      case "string":
        return texts(part);
      case "integer":
        return fc.integer({ min: part.minimum ?? -1_000_000, max: part.maximum ?? 1_000_000 });
      case "array":
        return arrays(part);
      case "object":
        return objects(part);
      default:
        throw notKnown(part);
    }
  }

  /** Short ones mostly, for every entry may be wrong. */
  function arrays({ items = {}, minItems = 0, maxItems = 100 }: Schema): fc.Arbitrary<unknown> {
    const short = { minLength: minItems, maxLength: Math.min(minItems + 2, maxItems) };
    return fc.oneof(
      { weight: 3, arbitrary: fc.array(allowed(items), short) },
      {
        weight: 1,
        arbitrary: fc.array(allowed(items), { minLength: minItems, maxLength: maxItems }),
      },
    );
  }

  function objects({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
    const fields: { [name: string]: fc.Arbitrary<unknown> } = {};
    for (const [name, part] of Object.entries(properties)) fields[name] = values(part, name);
    return fc.record(fields, { requiredKeys: [...required], noNullPrototype: true });
  }

  function componentOf(reference: string): Schema {
    const found = components[reference.replace("#/components/schemas/", "")];
    if (!found) throw new Error(`The document has no ${reference}`);
    return found;
  }

  return values(schema);
}

const notKnown = (part: Schema) =>
  new Error(`No values can be made for the schema ${JSON.stringify(part)}: teach json-values.ts`);

function texts({ format, pattern, minLength = 0, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === "date") return days;
  if (format === "date-time") return instants;
  if (pattern !== undefined && maxLength === undefined) {
    return fc.stringMatching(new RegExp(pattern, "u"));
  }
  const length = { minLength, ...(maxLength !== undefined && { maxLength }) };
  const allowed = new RegExp(pattern ?? "", "u");
  return fc
    .oneof(fc.string(length), fc.string({ ...length, unit: "binary" }))
    .filter((text) => allowed.test(text));
}

/** Every day that the calendar of ISO 8601 has a name of ten characters for. */
const anyTime = { min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z") };
const instants = fc
  .date({ ...anyTime, noInvalidDate: true })
  .map((date) => date.toISOString().replace(/^[+-]\d\d/, ""));
const days = instants.map((instant) => instant.slice(0, 10));
