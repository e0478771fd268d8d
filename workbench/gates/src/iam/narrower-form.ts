import { hasWildcard } from "@stagecraft/iam/wildcard-match";

/**
 * The folders below the one that a pattern ends with, when all that was used lies in folders. What names of the moment
 * have in common is no folder: log streams.
 */
export function narrowerForm(
  pattern: string,
  usedOn: readonly string[],
): readonly string[] | undefined {
  const folder = pattern.replace(/\*$/, "");
  if (!pattern.endsWith("/*") || hasWildcard(folder)) return undefined;
  const below = usedOn.map((used) => used.slice(folder.length).split("/"));
  if (below.some(({ length }) => length < 2)) return undefined;
  return [...new Set(below.map(([name]) => `${folder}${name}/*`))].toSorted();
}
