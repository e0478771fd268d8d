import type { Plan } from "@stagecraft/plan/plan";
import { ownName } from "@stagecraft/plan/resources";

/** A resource of a policy by its name in the program: `Orders`, `CatalogueFiles/imports/*`. Without one it is as it is written. */
export function resourceText({ resources }: Pick<Plan, "resources">, pattern: string): string {
  const named = resources.flatMap((resource) => {
    const arn = resource.outputs.arn ?? resource.inputs.arn;
    return typeof arn === "string" ? [{ arn, name: ownName(resource) }] : [];
  });
  const [inside] = named
    .filter(
      ({ arn }) =>
        pattern === arn || pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`),
    )
    .toSorted((a, b) => b.arn.length - a.arn.length);
  if (inside) return inside.name + pattern.slice(inside.arn.length);
  const id = pattern.split("/").at(-1) ?? "";
  const byId = resources.find(({ outputs }) => id !== "" && outputs.id === id);
  if (byId) return ownName(byId);
  const cluster = resources.find(
    ({ outputs: { clusterResourceId } }) =>
      typeof clusterResourceId === "string" && pattern.includes(`:${clusterResourceId}/`),
  );
  if (cluster) return `${ownName(cluster)}, user ${id}`;
  // Without partition, region and account.
  return pattern.replace(/^arn:aws:([^:]*):[^:]*:[^:]*:/, "$1:");
}
