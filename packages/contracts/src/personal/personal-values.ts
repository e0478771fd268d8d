import type * as z from "zod";
import { type SchemaField, schemaFields } from "./schema-fields.ts";

/** The texts of the personal fields of a value, which need not match the schema. */
export function personalValues(schema: z.ZodType, value: unknown): readonly string[] {
  return valuesIn(schemaFields(schema), value);
}

function valuesIn(field: SchemaField | undefined, value: unknown): readonly string[] {
  if (!field) return [];
  if (field.isPersonal && typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, inner]) => {
    if (field.isPersonal) return valuesIn(field, inner);
    return valuesIn(isList ? field.items : (field.properties.get(name) ?? field.values), inner);
  });
}
