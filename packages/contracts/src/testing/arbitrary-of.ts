import fc from "fast-check";

/** A JSON Schema as zod writes it. */
type Schema = { readonly [keyword: string]: unknown };

/**
 * Random data of that schema: all declared fields, sometimes without optional ones. Rules that a schema cannot express, such as one
 * date before another, are not kept.
 *
 * @param root the schema that references point into
 */
export function arbitraryOf(schema: Schema, root: Schema = schema): fc.Arbitrary<unknown> {
  const of = (inner: unknown) => arbitraryOf(inner as Schema, root);
  if (typeof schema.$ref === "string") return of(found(root, schema.$ref));
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return fc.oneof(...choices.map(of));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => of({ ...schema, type })));
  }
  switch (schema.type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "integer":
      return fc.integer(wholeNumbers(schema));
    case "string":
      return texts(schema);
    case "array":
      return fc.array(of(schema.items), {
        minLength: Number(schema.minItems ?? 0),
        // Long lists are slow and find nothing that short ones do not.
        maxLength: Math.min(Number(schema.maxItems ?? 5), Number(schema.minItems ?? 0) + 5),
      });
    case "object": {
      const properties = Object.entries((schema.properties ?? {}) as { [name: string]: Schema });
      return fc.record(Object.fromEntries(properties.map(([name, one]) => [name, of(one)])), {
        requiredKeys: (schema.required ?? []) as string[],
      });
    }
    default:
      throw new Error(`No data can be made for ${JSON.stringify(schema)}`);
  }
}

function wholeNumbers(schema: Schema): { min: number; max: number } {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema;
  const least = Number.MIN_SAFE_INTEGER;
  const most = Number.MAX_SAFE_INTEGER;
  return {
    min: Math.max(Number(minimum ?? least), Number(exclusiveMinimum ?? least - 1) + 1),
    max: Math.min(Number(maximum ?? most), Number(exclusiveMaximum ?? most + 1) - 1),
  };
}

function texts({ pattern, format, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === "date-time") return fc.date(days).map((date) => date.toISOString());
  if (format === "date") return fc.date(days).map((date) => date.toISOString().slice(0, 10));
  if (format === "uri") return fc.webUrl();
  const fits = ({ length }: string) =>
    length >= Number(minLength ?? 0) && length <= Number(maxLength ?? Infinity);
  if (typeof pattern === "string") return fc.stringMatching(new RegExp(pattern)).filter(fits);
  const bounds = {
    ...(minLength !== undefined && { minLength: Number(minLength) }),
    ...(maxLength !== undefined && { maxLength: Number(maxLength) }),
  };
  return fc.string(bounds);
}

const days = {
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2099-12-31T23:59:59Z"),
  noInvalidDate: true,
};

function found(root: Schema, reference: string): unknown {
  const path = reference.replace(/^#\//, "").split("/");
  return path.reduce<unknown>((within, key) => (within as Schema)[key], root);
}
