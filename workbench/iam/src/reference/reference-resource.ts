import { arnParts, fits, type Pattern, type Reading, readPattern } from "./reference-pattern.ts";

/**
 * Whether one of the resources that a policy lists is the request's. One whose variable has no value matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function matchesResource(
  listed: readonly string[],
  resource: string,
  reading: Reading,
): boolean {
  return listed.some((text) => {
    const pattern = readPattern(text, reading);
    return pattern !== undefined && partsFit(arnParts(pattern), resource);
  });
}

/**
 * A wildcard stays within its part of the ARN, except a `*` at the end of a part, which may go on beyond the colon.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function partsFit([part, ...others]: readonly Pattern[], text: string): boolean {
  if (part === undefined) return false;
  if (others.length === 0) return fits(part, text);
  const last = part.at(-1);
  const goesOn = last !== undefined && "wildcard" in last && last.wildcard === "*";
  return colonsOf(text).some((colon, index) => {
    if (index > 0 && !goesOn) return false;
    return fits(part, text.slice(0, colon)) && partsFit(others, text.slice(colon + 1));
  });
}

function colonsOf(text: string): readonly number[] {
  return [...text.matchAll(/:/g)].map(({ index }) => index);
}
