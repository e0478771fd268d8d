import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removePostgres } from "../src/rds/postgres/postgres-location.ts";
import { type PostgresServer, startPostgres } from "../src/rds/postgres/postgres-server.ts";

/** A Postgres in a temporary folder, without fsync; `remove` deletes it. */
export type ThrowawayPostgres = PostgresServer & { remove(): Promise<void> };

export async function startThrowawayPostgres(maxConnections: number): Promise<ThrowawayPostgres> {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-tests-"));
  // Postgres may run as another user (see postgres-account.ts), which needs access.
  chmodSync(directory, 0o711);
  const server = await startPostgres({
    directory,
    maxConnections,
    superuser: "rdsadmin",
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off" },
    register() {},
  });
  return {
    ...server,
    async remove() {
      await server.stop();
      await server.ended;
      removePostgres(directory);
    },
  };
}
