import type { Plan } from "@stagecraft/plan/plan";
import { ownName } from "@stagecraft/plan/resources";

/** The name of the construct with an id or a prefix list, as in the program. */
export function nameOf(plan: Plan, id: string): string {
  const construct = plan.resources.find(
    ({ outputs }) => outputs.id === id || outputs.prefixListId === id,
  );
  return construct?.name ?? id;
}

/** A construct's output as it is written in infra/: `functionsGroup.id`. */
export function referenceText(plan: Plan, id: string, output: string): string {
  const name = nameOf(plan, id);
  return name === id ? JSON.stringify(id) : `${variable(name)}.${output}`;
}

/** A construct's id as it is written in infra/. */
export function idText(plan: Plan, id: string): string {
  return referenceText(plan, id, "id");
}

/**
 * An ARN of a grant with the construct's name in place of its physical name: `Files/rejected/*`. Unchanged when it belongs to no
 * construct.
 */
export function grantText(plan: Plan, resource: string): string {
  const construct = plan.resources.find(({ outputs: { arn } }) => {
    return typeof arn === "string" && (resource === arn || resource.startsWith(`${arn}/`));
  });
  if (!construct) return resource;
  return `${ownName(construct)}${resource.slice(String(construct.outputs.arn).length)}`;
}

/** A list of ids as it is written in infra/. */
export function idTexts(plan: Plan, ids: readonly string[]): string {
  return `[${ids.map((id) => idText(plan, id)).join(", ")}]`;
}

/** A construct as it is written in infra/. */
export function constructText(
  type: string,
  name: string,
  properties: { readonly [key: string]: string },
): string {
  const lines = Object.entries(properties).map(([key, value]) => `  ${key}: ${value},`);
  return [`new aws.${type}("${name}", {`, ...lines, "});"].join("\n");
}

/** A construct's name: only letters and digits, with a capital: `secretsmanager` gives `Secretsmanager`. */
export function constructName(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

function variable(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
