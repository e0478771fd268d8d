import { Client } from "pg";
import { expect, inject, test } from "vitest";
import { prepareCluster } from "./prepare-cluster.ts";

const databaseName = "prepare cluster";
const masterUsername = "prepare-cluster-master";
const url = inject("postgresUrl");

async function ask(database: string, ...statements: string[]) {
  const ofDatabase = Object.assign(new URL(url), { pathname: encodeURIComponent(database) });
  const client = new Client({ connectionString: ofDatabase.href });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html
test("the master user is as on RDS, and preparing again changes nothing", async () => {
  for (let times = 0; times < 2; times += 1) {
    await prepareCluster({ url, databaseName, masterUsername });
    const roles = await ask(
      "postgres",
      `select rolsuper, rolcreatedb, rolcreaterole, rolcanlogin,
              pg_has_role(rolname, 'rds_superuser', 'USAGE') as "rdsSuperuser",
              pg_has_role(rolname, 'rds_iam', 'SET') as "rdsIam",
              (select pg_get_userbyid(datdba) from pg_database where datname = '${databaseName}') as owner
       from pg_roles where rolname = '${masterUsername}'`,
    );
    expect(roles).toEqual([
      {
        rolsuper: false,
        rolcreatedb: true,
        rolcreaterole: true,
        rolcanlogin: true,
        rdsSuperuser: true,
        rdsIam: false,
        owner: masterUsername,
      },
    ]);
  }
});

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
test("the master user makes tables, and roles that log in by token", async () => {
  await prepareCluster({ url, databaseName, masterUsername });
  const rows = await ask(
    databaseName,
    `set session authorization "${masterUsername}"`,
    "create table lines (n int)",
    "create role prepared_app login",
    "grant rds_iam to prepared_app",
    "grant select on lines to prepared_app",
    "select pg_has_role('prepared_app', 'rds_iam', 'SET') as iam",
  );
  expect(rows).toEqual([{ iam: true }]);
});
