import { globMatches } from "./glob-match.ts";
import { type Glob, parseTemplate } from "./policy-template.ts";

/** Whether a text matches a pattern of a policy, in which `*` stands for any text and `?` for any character. */
export function matchesWildcards(pattern: string, text: string): boolean {
  // Version 2008-10-17 has no variables.
  const template = parseTemplate(pattern, { version: "2008-10-17", wildcards: true });
  return globMatches((template as readonly Glob[]).flat(), text);
}

/** The same for actions, whose letter case does not matter. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
