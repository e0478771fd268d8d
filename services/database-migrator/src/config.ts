import { join } from "node:path";
import { TaskEnvironment } from "@stagecraft/contracts/links/aws-environment";
import { DatabaseOwnerLink } from "@stagecraft/contracts/links/database-link";
import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

// biome-ignore lint/style/noProcessEnv: the only place of the service that reads it
const environment = parseConfig("The environment", TaskEnvironment, process.env);

/** Read once, when the environment starts. */
export const config = {
  database: parseConfig("Resource.DatabaseOwner", DatabaseOwnerLink, links.DatabaseOwner),
  /** Shipped beside the bundle. */
  migrationsDirectory: join(environment.LAMBDA_TASK_ROOT, "migrations"),
};
