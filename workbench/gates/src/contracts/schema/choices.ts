import { type JsonSchema, listOf, objectOf, type RootedSchema } from "./json-schema.ts";

/** The alternatives of a schema: of `anyOf`, `oneOf` or a list of types. */
export function choicesOf({ schema, root }: RootedSchema): readonly RootedSchema[] | undefined {
  if (typeof schema === "boolean") return undefined;
  for (const key of ["anyOf", "oneOf"]) {
    const choices = partsOf({ schema, root }, key);
    if (choices.length > 0) return choices;
  }
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => ({ schema: { ...schema, type }, root }));
  }
  return undefined;
}

/** The values of an enumeration as alternatives. */
export function valueChoicesOf({
  schema,
  root,
}: RootedSchema): readonly RootedSchema[] | undefined {
  const { enum: values } = objectOf(schema);
  return Array.isArray(values) && values.length > 1
    ? values.map((value) => ({ schema: { const: value }, root }))
    : undefined;
}

export function partsOf({ schema, root }: RootedSchema, key: string): readonly RootedSchema[] {
  return listOf(objectOf(schema)[key]).map((part) => ({ schema: part as JsonSchema, root }));
}

export function without({ schema, root }: RootedSchema, key: string): RootedSchema {
  const { [key]: _, ...rest } = objectOf(schema);
  return { schema: rest, root };
}
