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
    (form) => hasForm(pattern, form) && !declared.some((arn) => hasForm(arn, form)),
  );
}

/** What the action can be granted on: the program's resources of its kinds, or a form where it declares none. */
export function narrowestForms(
  { comesTo }: GrantedAction,
  plan: Pick<Plan, "region" | "accountId">,
  declared: readonly string[],
): readonly string[] {
  const forms = comesTo.flatMap(({ arnForms }) => arnForms);
  return forms.flatMap((form) => {
    const named = declared.filter((arn) => hasForm(arn, form));
    return named.length > 0 ? named : filledIn(form, plan);
  });
}

/** Variables of a form are `${Partition}`, `${Region}`, `${Account}` and names. */
const variable = /\$\{([^}]+)\}/g;

function filledIn(form: string, { region, accountId }: Pick<Plan, "region" | "accountId">): string {
  const known: { readonly [name: string]: string } = {
    ...{ Partition: "aws", Region: region, Account: accountId },
  };
  return form.replace(variable, (_, name: string) => known[name] ?? "*");
}

/** Whether an ARN or pattern gives all of the form but its last variable, which it may leave open. */
function hasForm(arn: string, form: string): boolean {
  const last = form.lastIndexOf("${");
  if (last < 0) return arn === form;
  const source = form
    .slice(0, last)
    .split(variable)
    .map((text, index) => (index % 2 === 0 ? text.replace(/[.+^()|[\]\\*?]/g, "\\$&") : "[^*?:/]*"))
    .join("");
  return new RegExp(`^${source}[^:/]+$`).test(arn);
}
