import { resolve } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";

/** Makes the Plan's relative paths absolute, so that it runs from another folder. */
export function withRoot(plan: Plan, root: string): Plan {
  const bundles = Object.entries(plan.bundles).map(([name, bundle]) => [
    name,
    {
      ...bundle,
      directory: resolve(root, bundle.directory),
      copies: bundle.copies.map(({ from, to }) => ({ from: resolve(root, from), to })),
    },
  ]);
  return { ...plan, bundles: Object.fromEntries(bundles) };
}

/** Replaces the Plan's migrations with those of a folder. */
export function withMigrations(plan: Plan, directory: string): Plan {
  const { DatabaseMigrator: migrator } = plan.bundles;
  if (!migrator) throw new Error("The program has no DatabaseMigrator");
  const copies = migrator.copies.map(({ to }) => ({ from: directory, to }));
  const resources = plan.resources.map((resource) =>
    resource.name === "Migrations"
      ? { ...resource, inputs: { ...resource.inputs, triggers: { migrations: directory } } }
      : resource,
  );
  const bundles = { ...plan.bundles, DatabaseMigrator: { ...migrator, copies } };
  return { ...plan, bundles, resources };
}
