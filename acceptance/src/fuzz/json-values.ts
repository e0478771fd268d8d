import * as fc from "fast-check";
import type { Schema } from "./open-api.ts";

/** Values that exist in the API, by name of the field or parameter. */
export type KnownValues = { readonly [name: string]: readonly string[] };

/** The supported schema keywords. */
const keywords = new Set([
  ...["$ref", "const", "enum", "type", "format", "pattern", "minLength", "maxLength", "minimum"],
  ...["maximum", "minItems", "maxItems", "items", "properties", "required"],
  ...["additionalProperties", "description", "default"],
]);

/**
 * Generates values that match a schema. Fields with known values mostly get one of these.
 * @throws Error for a schema with an unsupported keyword.
 */
export function jsonValues(
  schema: Schema,
  given: { readonly components: { readonly [name: string]: Schema }; readonly known: KnownValues },
): fc.Arbitrary<unknown> {
  const { components, known } = given;

  function values(part: Schema, name?: string): fc.Arbitrary<unknown> {
    const knownValues = name === undefined ? undefined : known[name];
    if (!knownValues?.length) return allowed(part);
    return fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...knownValues) },
      { weight: 1, arbitrary: allowed(part) },
    );
  }

  function allowed(part: Schema): fc.Arbitrary<unknown> {
    const unknown = Object.keys(part).find((keyword) => !keywords.has(keyword));
    if (unknown !== undefined) throw unsupported(part);
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
        throw unsupported(part);
    }
  }

  /** Mostly short arrays, because every item may be invalid. */
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

const unsupported = (part: Schema) =>
  new Error(`The schema ${JSON.stringify(part)} is not supported. Add it to json-values.ts`);

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

/** All years with four digits in ISO 8601. */
const anyTime = { min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z") };
const instants = fc
  .date({ ...anyTime, noInvalidDate: true })
  .map((date) => date.toISOString().replace(/^[+-]\d\d/, ""));
const days = instants.map((instant) => instant.slice(0, 10));
