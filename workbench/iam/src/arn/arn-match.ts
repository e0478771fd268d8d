import { globMatches } from "../glob-match.ts";
import { anyText, type Glob } from "../policy-template.ts";

const colon = ":".charCodeAt(0);
const segments = 6;

/**
 * Whether `arn` fits `glob` as the ARN operators compare: each of the six segments by itself, so that a wildcard stays
 * between its colons. The last segment, the resource, may hold colons of its own. `*` alone fits every ARN.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnMatches(glob: Glob, arn: string): boolean {
  const texts = splitArn(arn);
  if (texts === undefined) return false;
  if (glob.length === 1 && glob[0] === anyText) return true;
  const globs = splitGlob(glob);
  return globs !== undefined && texts.every((text, index) => globMatches(globs[index] ?? [], text));
}

function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(":");
  if (parts.length < segments) return undefined;
  return [...parts.slice(0, segments - 1), parts.slice(segments - 1).join(":")];
}

function splitGlob(glob: Glob): Glob[] | undefined {
  const parts: Glob[] = [];
  let start = 0;
  while (parts.length < segments - 1) {
    const end = glob.indexOf(colon, start);
    if (end < 0) return undefined;
    parts.push(glob.slice(start, end));
    start = end + 1;
  }
  return [...parts, glob.slice(start)];
}
