import { globMatches } from "../glob-match.ts";
import type { Glob } from "../policy-template.ts";

const colon = ":".charCodeAt(0);
const segments = 6;

/**
 * Whether `arn` matches `glob` by the rules of the ARN operators: each of the six segments separately, so that a wildcard does not match
 * a colon between segments. The last segment, the resource, may contain colons. A glob of fewer segments, as `*` alone, matches nothing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 * and https://iam.cloudcopilot.io/resources/operators/ArnLike
 */
export function arnMatches(glob: Glob, arn: string): boolean {
  const texts = splitArn(arn);
  if (texts === undefined) return false;
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
