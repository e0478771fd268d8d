import { Client } from "pg";

/**
 * Kills a process of a running Postgres, which then ends every connection, recovers from its log and accepts connections
 * again: committed data are kept.
 * https://www.postgresql.org/docs/current/runtime-config-error-handling.html#GUC-RESTART-AFTER-CRASH
 */
export async function crashPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  // It ends with the other connections.
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  if (rows[0]) process.kill(rows[0].pid, "SIGKILL");
}
