import type { Payload } from "../contract.ts";
import { type SchemaField, schemaFields } from "./schema-fields.ts";

/** What stands in the place of a personal field. */
export const personalText = "(personal)";

/**
 * The value without its personal fields, for people and places that need not know them. Only what the schema declares is shown. A
 * value that matches no version of the payload is hidden as a whole, because nobody knows what is in it.
 */
export function redact(payload: Payload, value: unknown): unknown {
  const matching = payload.versions.filter(({ schema }) => schema.safeParse(value).success);
  if (matching.length === 0) return `(hidden: it matches no known version of ${payload.schema})`;
  // A value that matches several versions shows only what is not personal in any of them.
  return matching.reduce<unknown>(
    (shown, { schema }) => redactField(schemaFields(schema), shown),
    value,
  );
}

function redactField(field: SchemaField, value: unknown): unknown {
  if (value === null) return value;
  if (field.isPersonal) return personalText;
  if (field.isOpen) return "(hidden: its schema says nothing about it)";
  const { properties, values, items } = field;
  if (Array.isArray(value)) {
    return value.map((item: unknown) => (items ? redactField(items, item) : notDeclared(1)));
  }
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, inner, properties.get(name) ?? values] as const,
  );
  const declared = entries.flatMap(([name, inner, own]) =>
    own ? [[name, redactField(own, inner)]] : [],
  );
  const others = entries.length - declared.length;
  return Object.fromEntries([
    ...declared,
    ...(others > 0 ? [["(hidden)", notDeclared(others)]] : []),
  ]);
}

/** Names of fields that no schema declares are hidden as well: they may be anything. */
function notDeclared(fields: number): string {
  return fields === 1
    ? "a field that the schema does not declare"
    : `${fields} fields that the schema does not declare`;
}
