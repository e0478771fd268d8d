import { fillArnFormat, hasArnFormat } from "@stagecraft/iam/arn/arn-format";
import type { Plan } from "@stagecraft/plan/plan";
import type { GrantedAction } from "./grants.ts";

/** Whether a pattern stays within one resource of the program: a bucket's objects, a log group's streams. */
export function isTied(pattern: string, declared: readonly string[]): boolean {
  return declared.some((arn) => pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`));
}

/**
 * Whether AWS has nothing narrower. `*` is all there is for an action without resources; and nobody can name a
 * resource of a kind of which the program declares none, for AWS makes it later.
 */
export function isNarrowest(
  { comesTo }: GrantedAction,
  pattern: string,
  declared: readonly string[],
): boolean {
  const forms = comesTo.flatMap(({ arnForms }) => arnForms);
  if (forms.length === 0) return true;
  return forms.some(
    (form) => hasArnFormat(pattern, form) && !declared.some((arn) => hasArnFormat(arn, form)),
  );
}

/**
 * What the action can be granted on: the program's resources of its kinds, or all within one of them; a form where it
 * declares none.
 */
export function narrowestForms(
  { comesTo }: GrantedAction,
  plan: Pick<Plan, "region" | "accountId">,
  declared: readonly string[],
): readonly string[] {
  const forms = comesTo.flatMap(({ arnForms }) => arnForms);
  const named = forms.flatMap((form) => declaredOf(form, declared));
  const open = forms
    .filter((form) => declaredOf(form, declared).length === 0)
    .map((form) => fillArnFormat(form, plan));
  const fairlyOpen = open.filter((pattern) => pattern.split("*").length <= 2);
  return named.length + fairlyOpen.length > 0 ? [...named, ...fairlyOpen] : open;
}

/** The program's resources of a form; for what lies below a resource, such as an object, all below those. */
function declaredOf(form: string, declared: readonly string[]): readonly string[] {
  const [, holder] = /^(.*\})\/\$\{[^}]+\}$/.exec(form) ?? [];
  const named = declared.filter((arn) => hasArnFormat(arn, form));
  if (named.length > 0 || holder === undefined) return named;
  return declared.filter((arn) => hasArnFormat(arn, holder)).map((arn) => `${arn}/*`);
}
