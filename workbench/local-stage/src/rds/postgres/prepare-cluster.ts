import { Client, escapeIdentifier, escapeLiteral } from "pg";

/**
 * Brings a Postgres to the state in which RDS provides it: the roles `rds_superuser` and `rds_iam`, the master user (no
 * superuser, yet it may create roles and databases and grant `rds_iam`), and the first database, owned by it.
 * Runs a single query when everything exists.
 *
 * @param options.url a superuser's
 */
export async function prepareCluster(options: {
  readonly url: string;
  readonly databaseName: string;
  readonly masterUsername: string;
}): Promise<void> {
  const { databaseName, masterUsername } = options;
  const client = new Client({ connectionString: options.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $2) as database`,
      [masterUsername, databaseName],
    );
    if (rows[0]?.role !== true) await client.query(rolesOf(masterUsername));
    if (rows[0]?.database !== true) {
      const [database, owner] = [databaseName, masterUsername].map(escapeIdentifier);
      await client.query(`create database ${database} owner ${owner}`);
    }
  } finally {
    await client.end();
  }
}

/**
 * One transaction. `rds_superuser` may hand out `rds_iam` without having it: a role that has it can log in by token only,
 * and the master user must keep its password.
 */
function rolesOf(masterUsername: string): string {
  const master = escapeIdentifier(masterUsername);
  const needed = (role: string) =>
    `if not exists (select from pg_roles where rolname = ${escapeLiteral(role)}) then
       create role ${escapeIdentifier(role)} nologin;
     end if;`;
  return `
    do $roles$ begin ${needed("rds_iam")} ${needed("rds_superuser")} end $roles$;
    grant rds_iam to rds_superuser with admin true, inherit false, set false;
    grant pg_monitor, pg_signal_backend, pg_checkpoint to rds_superuser with admin true;
    create role ${master} login createdb createrole;
    grant rds_superuser to ${master};
  `;
}
