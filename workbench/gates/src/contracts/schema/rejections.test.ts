import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonSchema } from "./json-schema.ts";
import { rejections } from "./rejections.ts";

const between = (reader: JsonSchema, writer: JsonSchema) =>
  rejections({ schema: reader, root: reader }, { schema: writer, root: writer });

const text = { type: "string" };
const whole = { type: "integer" };
const object = (properties: object, required = Object.keys(properties), more: object = {}) => ({
  type: "object",
  properties,
  required,
  ...more,
});
const closed = { additionalProperties: false };

test.each<[string, JsonSchema, JsonSchema]>([
  ["the same", object({ a: text }), object({ a: text })],
  ["a field that the reader does not know", object({ a: text }), object({ a: text, b: text })],
  ["a new optional field", object({ a: text, b: text }, ["a"]), object({ a: text })],
  ["a field that is no longer needed", object({ a: text }, []), object({ a: text })],
  ["a wider enumeration", { enum: ["a", "b"] }, { enum: ["a"] }],
  ["values of several", { anyOf: [{ const: "a" }, { const: "b" }] }, { enum: ["a", "b"] }],
  ["a value that fits", { ...text, maxLength: 3, pattern: "^a" }, { const: "abc" }],
  ["whole numbers for any", { type: "number" }, whole],
  [
    "more than 0 for at least 1, of whole numbers",
    { ...whole, exclusiveMinimum: 0 },
    { ...whole, minimum: 1 },
  ],
  ["null as an alternative", { anyOf: [text, { type: "null" }] }, text],
  ["types in a list", { type: ["string", "null"] }, { anyOf: [text, { type: "null" }] }],
  ["wider bounds", { ...whole, minimum: 0 }, { ...whole, minimum: 1, maximum: 5 }],
  [
    "a shorter list",
    { type: "array", items: text, minItems: 1 },
    { type: "array", items: text, minItems: 2 },
  ],
  [
    "the same format",
    { ...text, format: "date", pattern: "a" },
    { ...text, format: "date", pattern: "b" },
  ],
  ["anything", {}, object({ a: text })],
  ["one of allOf", { ...text, minLength: 1 }, { allOf: [text, { ...text, minLength: 2 }] }],
  ["a recursive schema", tree("left"), tree("left")],
])("a reader accepts %s", (_what, reader, writer) => {
  expect(between(reader, writer)).toEqual([]);
});

test.each<[string, JsonSchema, JsonSchema, string, string]>([
  [
    "a needed field left out",
    object({ a: text }),
    object({}),
    "a",
    "must be there, and is left out",
  ],
  [
    "a needed field that may be",
    object({ a: text }),
    object({ a: text }, []),
    "a",
    "must be there, and may be left out",
  ],
  [
    "a field that is forbidden",
    object({}, [], closed),
    object({ a: text }),
    "a",
    "is not known, and nothing unknown may be there",
  ],
  [
    "another type",
    object({ a: text }),
    object({ a: whole }),
    "a",
    "must be string, and may be integer",
  ],
  ["any number", whole, { type: "number" }, "", "must be integer, and may be number"],
  [
    "a value less",
    { enum: ["a", "b"] },
    { enum: ["a", "c"] },
    "",
    "must be one of a, b, and may be c",
  ],
  ["any text", { enum: ["a"] }, text, "", "must be one of a, and may be any string"],
  ["null", text, { anyOf: [text, { type: "null" }] }, "", "must be string, and may be null"],
  [
    "a longer text",
    { ...text, maxLength: 3 },
    text,
    "",
    "must be at most 3 characters, and may be more",
  ],
  [
    "a lower bound",
    { ...whole, minimum: 1 },
    { ...whole, minimum: 0 },
    "",
    "must be at least 1, and may be 0",
  ],
  [
    "the bound itself",
    { type: "number", exclusiveMinimum: 0 },
    { type: "number", minimum: 0 },
    "",
    "must be more than 0, and may be 0",
  ],
  [
    "another pattern",
    { ...text, pattern: "^a$" },
    { ...text, pattern: "^b$" },
    "",
    'must have the pattern "^a$", and has "^b$"',
  ],
  [
    "another format",
    { ...text, format: "date" },
    text,
    "",
    'must have the format "date", and has none',
  ],
  [
    "an entry of a list",
    list(object({ a: whole })),
    list(object({ a: text })),
    "lines[].a",
    "must be integer, and may be string",
  ],
  [
    "an empty list",
    { type: "array", minItems: 1 },
    { type: "array" },
    "",
    "must be at least 1 entries, and may be 0",
  ],
  [
    "any field name",
    { type: "object", additionalProperties: whole },
    { type: "object", additionalProperties: text },
    "*",
    "must be integer, and may be string",
  ],
  [
    "an unknown keyword",
    { ...text, contentEncoding: "base64" },
    text,
    "",
    'must have the contentEncoding "base64", and has none',
  ],
  ["a recursive schema", tree("left"), tree("right"), "left", "must be there, and is left out"],
])("a reader refuses %s", (_what, reader, writer, path, because) => {
  expect(between(reader, writer)).toContainEqual({ path, because });
});

function list(items: object) {
  return object({ lines: { type: "array", items } });
}

function tree(name: string) {
  const node = object({
    [name]: text,
    next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] },
  });
  return { $ref: "#/$defs/node", $defs: { node } };
}

/** A schema, and data that a writer with this schema writes. */
type Kind = {
  readonly schema: { readonly [key: string]: unknown };
  readonly data: fc.Arbitrary<unknown>;
};

const small = fc.integer({ min: 0, max: 4 });
const names = ["a", "b", "c"];

const leaf: fc.Arbitrary<Kind> = fc.oneof(
  fc.tuple(small, small).map(([one, other]): Kind => {
    const [minimum, maximum] = [Math.min(one, other), Math.max(one, other)];
    return {
      schema: { ...whole, minimum, maximum },
      data: fc.integer({ min: minimum, max: maximum }),
    };
  }),
  fc.tuple(small, small).map(([one, other]): Kind => {
    const [minLength, maxLength] = [Math.min(one, other), Math.max(one, other)];
    return {
      schema: { ...text, minLength, maxLength },
      data: fc.string({ unit: "binary-ascii", minLength, maxLength }),
    };
  }),
  fc
    .uniqueArray(fc.constantFrom("a", "b", "c", 1, null), { minLength: 1 })
    .map((values): Kind => ({ schema: { enum: values }, data: fc.constantFrom(...values) })),
  fc.constant<Kind>({
    schema: { type: "number", exclusiveMinimum: 0 },
    data: fc.double({ min: 0, minExcluded: true, noNaN: true, noDefaultInfinity: true }),
  }),
  fc.constant<Kind>({ schema: { type: "number", minimum: 0 }, data: fc.constantFrom(0, 0.5, 1) }),
  fc.constant<Kind>({ schema: { type: "null" }, data: fc.constant(null) }),
);

const { kind } = fc.letrec<{ kind: Kind }>((tie) => ({
  kind: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie("kind"), { minLength: 1, maxLength: 3 }).map(
      (kinds): Kind => ({
        schema: { anyOf: kinds.map(({ schema }) => schema) },
        data: fc.oneof(...kinds.map(({ data }) => data)),
      }),
    ),
    tie("kind").map(
      (items): Kind => ({
        schema: { type: "array", items: items.schema },
        data: fc.array(items.data, { maxLength: 3 }),
      }),
    ),
    fc
      .record({
        fields: fc.dictionary(fc.constantFrom(...names), tie("kind")),
        required: fc.subarray(names),
        isClosed: fc.boolean(),
      })
      .map(({ fields, required, isClosed }): Kind => {
        const needed = required.filter((name) => name in fields);
        const data = Object.fromEntries(
          Object.entries(fields).map(([name, of]) => [name, of.data]),
        );
        const properties = Object.fromEntries(
          Object.entries(fields).map(([name, of]) => [name, of.schema]),
        );
        return {
          schema: object(properties, needed, isClosed ? closed : {}),
          data: fc.record(data, { requiredKeys: needed }),
        };
      }),
  ),
}));

const ajv = new Ajv2020({ strict: false });

test("without rejections, no written data is refused", () => {
  let compatible = 0;
  fc.assert(
    fc.property(kind, kind, fc.gen(), (reader, writer, generate) => {
      if (between(reader.schema, writer.schema).length > 0) return;
      compatible += 1;
      expect(
        ajv.validate(
          reader.schema,
          generate(() => writer.data),
        ),
      ).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  expect(compatible).toBeGreaterThan(30);
});

test("a schema accepts data that was written with it", () => {
  fc.assert(
    fc.property(kind, ({ schema }) => {
      const other = structuredClone({ ...schema, $comment: "another object" });
      expect(between(schema, other)).toEqual([]);
    }),
  );
});
