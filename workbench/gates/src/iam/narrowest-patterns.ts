import { fillArnFormat, hasArnFormat } from "@stagecraft/iam/arn/arn-format";
import type { Plan } from "@stagecraft/plan/plan";
import type { GrantedAction } from "./grants.ts";

/** Whether a pattern is inside one resource of the program: a bucket's objects, a log group's streams. */
export function isInsideResource(pattern: string, declared: readonly string[]): boolean {
  return declared.some((arn) => pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`));
}

/**
 * Whether AWS allows no narrower resource. An action without resource types can only be granted on `*`. A resource of a type that the
 * program does not declare is created later, so that its name is unknown.
 */
export function isNarrowest(
  { comesTo }: GrantedAction,
  pattern: string,
  declared: readonly string[],
): boolean {
  const formats = comesTo.flatMap(({ arnFormats }) => arnFormats);
  if (formats.length === 0) return true;
  return formats.some(
    (format) => hasArnFormat(pattern, format) && !declared.some((arn) => hasArnFormat(arn, format)),
  );
}

/**
 * The narrowest resources that an action can be granted on: the program's resources of its types, or everything inside them; an ARN
 * format with wildcards for a type that the program does not declare.
 */
export function narrowestPatterns(
  { comesTo }: GrantedAction,
  plan: Pick<Plan, "region" | "accountId">,
  declared: readonly string[],
): readonly string[] {
  const formats = comesTo.flatMap(({ arnFormats }) => arnFormats);
  const named = formats.flatMap((format) => declaredOf(format, declared));
  const open = formats
    .filter((format) => declaredOf(format, declared).length === 0)
    .map((format) => fillArnFormat(format, plan));
  const withOneWildcard = open.filter((pattern) => pattern.split("*").length <= 2);
  return named.length + withOneWildcard.length > 0 ? [...named, ...withOneWildcard] : open;
}

/** The program's resources with an ARN format. For a format inside a resource, such as an object, everything inside these. */
function declaredOf(format: string, declared: readonly string[]): readonly string[] {
  const [, parent] = /^(.*\})\/\$\{[^}]+\}$/.exec(format) ?? [];
  const named = declared.filter((arn) => hasArnFormat(arn, format));
  if (named.length > 0 || parent === undefined) return named;
  return declared.filter((arn) => hasArnFormat(arn, parent)).map((arn) => `${arn}/*`);
}
