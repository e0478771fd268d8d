import type { Plan } from "@stagecraft/plan/plan";

/** How a program would write the id of a construct: `functionsGroup.id`. */
export function idText(plan: Plan, id: string): string {
  const construct = plan.resources.find(({ outputs }) => outputs.id === id);
  return construct ? `${variable(construct.name)}.id` : JSON.stringify(id);
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
