import type { Plan } from "@stagecraft/plan/plan";
import { ownName } from "@stagecraft/plan/resources";

/** What the program calls the construct with an id, or with the prefix list of one. */
export function nameOf(plan: Plan, id: string): string {
  const construct = plan.resources.find(
    ({ outputs }) => outputs.id === id || outputs.prefixListId === id,
  );
  return construct?.name ?? id;
}

/** How a program would write a construct's id, or another of its outputs: `functionsGroup.id`. */
export function referenceText(plan: Plan, id: string, output: string): string {
  const name = nameOf(plan, id);
  return name === id ? JSON.stringify(id) : `${variable(name)}.${output}`;
}

/** How a program would write the id of a construct. */
export function idText(plan: Plan, id: string): string {
  return referenceText(plan, id, "id");
}

/**
 * An ARN of a role's grant with the construct that it names in place of its physical name: `Files/rejected/*`. As it is when it
 * names none.
 */
export function grantText(plan: Plan, resource: string): string {
  const construct = plan.resources.find(({ outputs: { arn } }) => {
    return typeof arn === "string" && (resource === arn || resource.startsWith(`${arn}/`));
  });
  if (!construct) return resource;
  return `${ownName(construct)}${resource.slice(String(construct.outputs.arn).length)}`;
}

/** A list of ids as a program would write it. */
export function idTexts(plan: Plan, ids: readonly string[]): string {
  return `[${ids.map((id) => idText(plan, id)).join(", ")}]`;
}

/** A construct as a program would write it. */
export function constructText(
  type: string,
  name: string,
  properties: { readonly [key: string]: string },
): string {
  const lines = Object.entries(properties).map(([key, value]) => `  ${key}: ${value},`);
  return [`new aws.${type}("${name}", {`, ...lines, "});"].join("\n");
}

/** A construct's name without what is no letter, and with a capital: `secretsmanager` gives `Secretsmanager`. */
export function constructName(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

function variable(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
