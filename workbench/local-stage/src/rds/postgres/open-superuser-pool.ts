import { Pool } from "pg";

/** Where the superuser reaches a running Postgres. */
export type SuperuserAccess = {
  readonly socketDirectory: string;
  readonly port: number;
  readonly superuser: string;
};

/** A pool of one connection as the superuser. When Postgres has ended, the next query opens another connection. */
export function openSuperuserPool({ socketDirectory, port, superuser }: SuperuserAccess): Pool {
  const pool = new Pool({
    host: socketDirectory,
    port,
    user: superuser,
    database: "postgres",
    max: 1,
    allowExitOnIdle: true,
  });
  // Postgres ended while the connection was idle.
  pool.on("error", () => {});
  return pool;
}
