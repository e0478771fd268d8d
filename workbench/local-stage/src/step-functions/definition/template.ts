import {
  type Bindings,
  compileExpression,
  expressionSource,
  unexpectedType,
} from "./expression.ts";

/** A field of a state: JSON in which every `{% ... %}` is replaced by its result. */
export type Template = (bindings: Bindings) => Promise<unknown>;

/** Compiles a field. @throws what the JSONata parser throws, with the field's path in front. */
export function compileTemplate(value: unknown, location: string): Template {
  if (typeof value === "string") {
    const source = expressionSource(value);
    if (source === undefined) return async () => value;
    try {
      return compileExpression(source, location);
    } catch (error) {
      throw new Error(`${location}: not JSONata: ${(error as Error).message}`);
    }
  }
  if (typeof value !== "object" || value === null) return async () => value;
  const parts = Array.isArray(value)
    ? value.map((item, index) => compileTemplate(item, `${location}[${index}]`))
    : Object.entries(value).map(
        ([name, item]) => [name, compileTemplate(item, `${location}/${name}`)] as const,
      );
  return async (bindings) => {
    if (Array.isArray(value)) {
      return await Promise.all((parts as Template[]).map((part) => part(bindings)));
    }
    const made: Record<string, unknown> = {};
    for (const [name, part] of parts as [string, Template][]) made[name] = await part(bindings);
    return made;
  };
}

type Types = { number: number; string: string; boolean: boolean; array: unknown[] };

/** A field whose value must have one type. */
export function compileTyped<Type extends keyof Types>(
  value: unknown,
  location: string,
  type: Type,
): (bindings: Bindings) => Promise<Types[Type]> {
  const template = compileTemplate(value, location);
  const source = typeof value === "string" ? (expressionSource(value) ?? value) : String(value);
  return async (bindings) => {
    const result = await template(bindings);
    const fits = type === "array" ? Array.isArray(result) : typeof result === type;
    if (!fits) throw unexpectedType(source, location, type, result);
    return result as Types[Type];
  };
}
