import type { Plan, Resource } from "./plan.ts";

/** The Plan as text: every resource below its component. */
export function printPlan(plan: Plan): string {
  const children = Map.groupBy(plan.resources, ({ parent }) => parent ?? "");
  const top = (children.get("") ?? []).filter(({ type }) => type !== "sst:sst:LinkRef");
  const lines = [
    `${plan.app}, stage ${plan.stage}, ${plan.region}: ${plan.resources.length} resources, ${Object.keys(plan.bundles).length} functions`,
    "",
    ...top.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap((resource) => tree(resource, "")),
  ];
  return `${lines.join("\n")}\n`;

  function tree(resource: Resource, indent: string): string[] {
    const below = resource.type.startsWith("sst:") ? (children.get(resource.name) ?? []) : [];
    return [
      `${indent}${resource.name}  ${resource.type}`,
      ...below.flatMap((child) => tree(child, `${indent}  `)),
    ];
  }
}
