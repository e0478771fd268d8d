import type { PolicyVersion } from "./policy.ts";

/** A wildcard is a negative number, which differs from every character code. */
export const anyText = -1;
export const anyCharacter = -2;

/** Character codes and wildcards, in order. */
export type Glob = readonly number[];

/** A string of a policy, split at its variables. A template without variables is one glob. */
export type Template = readonly (Glob | TemplateVariable)[];

export type TemplateVariable = { readonly key: string; readonly fallback: string | undefined };

/** Thrown for a variable that AWS would refuse. `parsePolicy` adds its position. */
export class TemplateError extends Error {}

const predefined = new Set(["*", "?", "$"]);
const variableText = /^([^\s,']+)(?:, ?'([^']*)')?$/;

/**
 * Parses a string of a policy. Only version 2012-10-17 has variables; in the older one `${aws:username}` is plain text. `${*}`, `${?}`
 * and `${$}` are the characters themselves.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * @throws TemplateError for a variable without its brace, its quote or a name.
 */
export function parseTemplate(
  text: string,
  options: { readonly version: PolicyVersion; readonly wildcards: boolean },
): Template {
  const parts: (number[] | TemplateVariable)[] = [];
  let glob: number[] = [];
  let at = 0;
  while (at < text.length) {
    if (options.version === "2012-10-17" && text.startsWith("${", at)) {
      const end = text.indexOf("}", at);
      if (end < 0) throw new TemplateError(`the variable "${text.slice(at)}" has no closing brace`);
      const inner = text.slice(at + 2, end);
      if (predefined.has(inner)) {
        glob.push(inner.charCodeAt(0));
      } else {
        parts.push(glob, readVariable(inner));
        glob = [];
      }
      at = end + 1;
    } else {
      glob.push(globCode(text, at, options.wildcards));
      at += 1;
    }
  }
  parts.push(glob);
  return parts.filter((part) => !Array.isArray(part) || part.length > 0);
}

export function isVariable(part: Glob | TemplateVariable): part is TemplateVariable {
  return !Array.isArray(part);
}

function globCode(text: string, at: number, wildcards: boolean): number {
  if (wildcards && text[at] === "*") return anyText;
  if (wildcards && text[at] === "?") return anyCharacter;
  return text.charCodeAt(at);
}

function readVariable(inner: string): TemplateVariable {
  const [, key, fallback] = variableText.exec(inner) ?? [];
  if (key === undefined) {
    throw new TemplateError(
      `"\${${inner}}" is not a variable; write \${key} or \${key, 'default'}, and \${$} for a dollar sign`,
    );
  }
  return { key: key.toLowerCase(), fallback };
}
