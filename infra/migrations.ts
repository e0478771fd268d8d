import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterResourceId, database, databaseOwner } from "./database.ts";
import { databaseFunction } from "./function.ts";

const folder = "packages/database/migrations";

const migrator = databaseFunction("DatabaseMigrator", {
  handler: "services/database-migrator/src/handler.handler",
  description: "Applies the schema's migrations during a deploy",
  owner: "orders team",
  memory: "256 MB",
  timeout: "300 seconds",
  concurrency: 1,
  links: [databaseOwner],
  copyFiles: [{ from: folder, to: "migrations" }],
});

/**
 * Runs during a deploy when a migration has changed, and when the cluster was replaced: a restored, renamed or new cluster may
 * lack migrations. Functions that use the schema are deployed after it.
 */
export const migrations = new aws.lambda.Invocation(
  "Migrations",
  {
    functionName: migrator.name,
    input: JSON.stringify({}),
    triggers: { migrations: fingerprint(folder), cluster: clusterResourceId },
  },
  { dependsOn: [database] },
);

function fingerprint(directory: string) {
  const hash = createHash("sha256");
  const root = join($cli.paths.root, directory);
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}
