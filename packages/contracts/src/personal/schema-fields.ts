import * as z from "zod";
import { personal } from "./personal.ts";

/** A field of a schema, or the whole schema. */
export type SchemaField = {
  isPersonal: boolean;
  /** The schema accepts anything here, so that nobody knows what it is. */
  isOpen: boolean;
  readonly properties: Map<string, SchemaField>;
  /** The values of a record, whose keys are data. */
  values?: SchemaField;
  /** The items of a list. */
  items?: SchemaField;
};

type Node = { readonly [keyword: string]: unknown };

/**
 * All fields of the data that a schema accepts. A field of several choices has those of all of them, and is personal when it is in
 * any.
 * @throws Error for a schema that contains itself
 */
export function schemaFields(schema: z.ZodType): SchemaField {
  const field = newField();
  addNode(field, z.toJSONSchema(schema, { io: "input", metadata: personal }) as Node);
  return field;
}

function addNode(field: SchemaField, node: Node): void {
  if (node.$ref !== undefined) throw new Error(`The schema contains itself: ${node.$ref}`);
  if (node.what !== undefined) field.isPersonal = true;
  if (Object.keys(node).every((keyword) => annotations.has(keyword))) field.isOpen = true;
  const { properties, additionalProperties: values, items, prefixItems } = node;
  for (const [name, property] of Object.entries(nodeOf(properties))) {
    addNode(propertyOf(field, name), nodeOf(property));
  }
  if (isNode(values)) {
    field.values ??= newField();
    addNode(field.values, values);
  }
  for (const item of [items, ...listOf(prefixItems)].filter(isNode)) {
    field.items ??= newField();
    addNode(field.items, item);
  }
  for (const choice of ["anyOf", "oneOf", "allOf"].flatMap((keyword) => listOf(node[keyword]))) {
    addNode(field, nodeOf(choice));
  }
}

/** Keywords that restrict nothing: a schema with no other one accepts anything. */
const annotations: ReadonlySet<string> = new Set(["$schema", "what", "default"]);

function newField(): SchemaField {
  return { isPersonal: false, isOpen: false, properties: new Map() };
}

function propertyOf({ properties }: SchemaField, name: string): SchemaField {
  const field = properties.get(name) ?? newField();
  properties.set(name, field);
  return field;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function nodeOf(value: unknown): Node {
  return isNode(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
