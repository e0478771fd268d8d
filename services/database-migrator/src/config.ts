import { join } from "node:path";
import { TaskEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { DatabaseOwnerLink } from "@stagecraft/contracts/links/database-link";
import { readEnvironment, readLink } from "@stagecraft/lambda/config";

export const config = {
  database: readLink("DatabaseOwner", DatabaseOwnerLink),
  /** infra/migrations.ts copies it beside the bundle. */
  migrationsDirectory: join(readEnvironment(TaskEnvironment).LAMBDA_TASK_ROOT, "migrations"),
};
