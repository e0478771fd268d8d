import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

/** Starts a Postgres that is deleted after the tests, with the role `rds_iam` as RDS has it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startThrowawayPostgres(200);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query("create role rds_iam nologin");
  await client.end();
  project.provide("postgresUrl", server.url);
  return server.remove;
}
