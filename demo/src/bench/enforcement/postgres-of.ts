import type { Pool } from "pg";

/** The socket of the stage's Postgres, and its superuser. */
export async function postgresOf(sql: Pool) {
  const { rows } = await sql.query<{ socketDirectory: string; port: number; user: string }>(
    `select current_setting('unix_socket_directories') as "socketDirectory",
            current_setting('port')::int as port, current_user as user`,
  );
  if (!rows[0]) throw new Error("Postgres did not return its settings");
  return rows[0];
}
