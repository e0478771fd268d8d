import { type Glob, isVariable, type Template } from "./policy-template.ts";
import type { ContextLookup } from "./request-context.ts";

/** The glob of a template for a request. Undefined when one of its variables has no value. */
export type GlobSource = (context: ContextLookup) => Glob | undefined;

/**
 * Compiles a template. The value of a variable is plain text: a `*` in a tag's value is not a wildcard. A multivalued key cannot be a
 * variable, so that it has no value here. Neither has a key whose value is empty, as that of a tag without a value.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
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
      const value = typeof found === "string" && found !== "" ? found : part.fallback;
      if (value === undefined) return undefined;
      for (let at = 0; at < value.length; at += 1) glob.push(value.charCodeAt(at));
    }
    return glob;
  };
}

/** Whether the template has no variables. */
export function isFixed(template: Template): boolean {
  return !template.some(isVariable);
}
