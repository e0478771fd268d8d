import { hasWildcard } from "@stagecraft/iam/wildcard-match";

/**
 * The folders inside a pattern's folder, when everything used is in such folders. Undefined otherwise. The names of log streams are
 * generated, so that their common part is not a folder.
 */
export function narrowerPatterns(
  pattern: string,
  usedOn: readonly string[],
): readonly string[] | undefined {
  const folder = pattern.replace(/\*$/, "");
  if (!pattern.endsWith("/*") || hasWildcard(folder)) return undefined;
  const below = usedOn.map((used) => used.slice(folder.length).split("/"));
  if (below.some(({ length }) => length < 2)) return undefined;
  return [...new Set(below.map(([name]) => `${folder}${name}/*`))].toSorted();
}
