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
    .map((form) => filledIn(form, plan));
  const fairlyOpen = open.filter((pattern) => pattern.split("*").length <= 2);
  return named.length + fairlyOpen.length > 0 ? [...named, ...fairlyOpen] : open;
}

/** The program's resources of a form; for what lies below a resource, such as an object, all below those. */
function declaredOf(form: string, declared: readonly string[]): readonly string[] {
  const [, holder] = /^(.*\})\/\$\{[^}]+\}$/.exec(form) ?? [];
  const named = declared.filter((arn) => hasForm(arn, form));
  if (named.length > 0 || holder === undefined) return named;
  return declared.filter((arn) => hasForm(arn, holder)).map((arn) => `${arn}/*`);
}

/** Variables of a form are `${Partition}`, `${Region}`, `${Account}` and names. */
const variable = /\$\{([^}]+)\}/g;

function filledIn(form: string, { region, accountId }: Pick<Plan, "region" | "accountId">): string {
  const known: { readonly [name: string]: string } = {
    Partition: "aws",
    Region: region,
    Account: accountId,
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
