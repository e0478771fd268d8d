import { compileGlob, globMatches } from "./glob-match.ts";
import { anyCharacter, anyText, type Glob, isVariable, type Template } from "./policy-template.ts";

/** The wildcards that do not match a colon. */
const textOfPart = -3;
const characterOfPart = -4;

const colon = ":".charCodeAt(0);
const partsBeforeResource = 5;

/**
 * Limits the wildcards before the fifth colon to their part of the ARN: each `?`, and a `*` that other characters of the part follow. A
 * `*` at the end of a part can go on beyond the colon.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function limitToParts([first, ...others]: Template): Template {
  if (first === undefined || isVariable(first))
    return first === undefined ? [] : [first, ...others];
  let colons = 0;
  const limited = first.map((code, index) => {
    if (code === colon) colons += 1;
    if (colons >= partsBeforeResource) return code;
    const next = first[index + 1];
    if (code === anyText && next !== undefined && next !== colon) return textOfPart;
    return code === anyCharacter ? characterOfPart : code;
  });
  return [limited, ...others];
}

/** Compiles a glob of a resource without variables. */
export function compileResourceGlob(glob: Glob): (resource: string) => boolean {
  return isLimited(glob) ? (resource) => partsMatch(glob, resource) : compileGlob(glob);
}

/** Whether the whole resource matches the glob. */
export function resourceMatches(glob: Glob, resource: string): boolean {
  return isLimited(glob) ? partsMatch(glob, resource) : globMatches(glob, resource);
}

function isLimited(glob: Glob): boolean {
  return glob.some((code) => code === textOfPart || code === characterOfPart);
}

/** Keeps every position of the glob that the text so far can have reached. The time is at most the product of both lengths. */
function partsMatch(glob: Glob, text: string): boolean {
  let reached = withoutText(glob, new Set([0]));
  for (let at = 0; at < text.length; at += 1) {
    const given = text.charCodeAt(at);
    const next = new Set<number>();
    for (const position of reached) {
      const code = glob[position];
      const inPart = given !== colon;
      if (code === anyText || (code === textOfPart && inPart)) next.add(position);
      else if (code === given || code === anyCharacter) next.add(position + 1);
      else if (code === characterOfPart && inPart) next.add(position + 1);
    }
    reached = withoutText(glob, next);
  }
  return reached.has(glob.length);
}

/** Adds the positions behind each `*`, which may match no text. A set also visits what is added to it meanwhile. */
function withoutText(glob: Glob, positions: Set<number>): Set<number> {
  for (const position of positions) {
    const code = glob[position];
    if (code === anyText || code === textOfPart) positions.add(position + 1);
  }
  return positions;
}
