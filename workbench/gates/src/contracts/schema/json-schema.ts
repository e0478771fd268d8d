/** A JSON Schema (2020-12). */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** A schema with the document that its references point into. */
export type RootedSchema = { readonly schema: JsonSchema; readonly root: unknown };

/** Resolves a schema's references. @throws Error when the target does not exist */
export function resolved({ schema, root }: RootedSchema): RootedSchema {
  if (typeof schema === "boolean" || typeof schema.$ref !== "string") return { schema, root };
  const path = schema.$ref.replace(/^#\/?/, "").split("/").filter(Boolean);
  let found: unknown = root;
  for (const key of path) found = objectOf(found)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  if (found === undefined) throw new Error(`${schema.$ref} does not exist`);
  return resolved({ schema: found as JsonSchema, root });
}

export function objectOf(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? (value as { [key: string]: unknown }) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
