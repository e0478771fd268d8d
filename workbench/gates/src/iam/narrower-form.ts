import { hasWildcard } from "./fits.ts";

/**
 * Resources that cover what was used and less than the pattern does: the resources of the program that were used, or
 * the folders below the one that the pattern ends with. What names of the moment have in common is none: log streams.
 */
export function narrowerForm(
  pattern: string,
  usedOn: readonly string[],
  declared: readonly string[],
): readonly string[] | undefined {
  if (!hasWildcard(pattern)) return undefined;
  if (usedOn.every((used) => declared.includes(used))) return [...new Set(usedOn)].toSorted();
  const folder = pattern.replace(/\*$/, "");
  if (!folder.endsWith("/") || hasWildcard(folder)) return undefined;
  const below = usedOn.map((used) => used.slice(folder.length).split("/"));
  if (below.some(({ length }) => length < 2)) return undefined;
  return [...new Set(below.map(([name]) => `${folder}${name}/*`))].toSorted();
}
