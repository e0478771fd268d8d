import { type Glob, isVariable, type Template } from "./policy-template.ts";
import type { ContextLookup } from "./request-context.ts";

/** The glob of a template for one request; undefined when a variable of it has no value there. */
export type GlobSource = (context: ContextLookup) => Glob | undefined;

/**
 * Prepares a template. What a variable brings in is taken letter by letter: a `*` in a tag's value is no wildcard.
 * A multivalued key cannot be a variable, so it has no value here.
 */
export function globSource(template: Template): GlobSource {
  if (!template.some(isVariable)) {
    const glob = (template as readonly Glob[]).flat();
    return () => glob;
  }
  return (context) => {
    const glob: number[] = [];
    for (const part of template) {
      if (!isVariable(part)) {
        glob.push(...part);
        continue;
      }
      const found = context(part.key);
      const value = typeof found === "string" ? found : part.fallback;
      if (value === undefined) return undefined;
      for (let at = 0; at < value.length; at += 1) glob.push(value.charCodeAt(at));
    }
    return glob;
  };
}

/** Whether the template says the same in every request. */
export function isFixed(template: Template): boolean {
  return !template.some(isVariable);
}
