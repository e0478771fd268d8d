import type * as z from "zod";
import { type SchemaField, schemaFields } from "./schema-fields.ts";

/**
 * The paths of a schema's personal fields: `data.customerId`, `lines[].note` within a list, `rows.*` for the values of a record. The
 * path of a schema that is personal as a whole is empty.
 */
export function personalPaths(schema: z.ZodType): readonly string[] {
  return pathsWhere(schema, ({ isPersonal }) => isPersonal);
}

/** The paths of the fields that match, without what is within those. */
export function pathsWhere(
  schema: z.ZodType,
  matches: (field: SchemaField, name: string) => boolean,
): readonly string[] {
  return pathsIn(schemaFields(schema), "", "");

  function pathsIn(field: SchemaField, path: string, name: string): string[] {
    if (matches(field, name)) return [path];
    const { properties, values, items } = field;
    const within = (key: string) => (path === "" ? key : `${path}.${key}`);
    return [
      ...[...properties].flatMap(([key, property]) => pathsIn(property, within(key), key)),
      ...(values ? pathsIn(values, within("*"), name) : []),
      ...(items ? pathsIn(items, `${path}[]`, name) : []),
    ];
  }
}
