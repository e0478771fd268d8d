import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Database } from "./connection.ts";
import { migrate } from "./migrate.ts";
import {
  administrate,
  connectTo,
  createEmptyDatabase,
  migrationsDirectory,
  withRolesLocked,
} from "./testing/test-database.ts";

const now = () => new Date("2010-12-01T08:26:00Z");

let directory: string;
let url: string;
let connect: () => Database;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "migrations-"));
  await writeFile(
    join(directory, "0000_a.sql"),
    "create table a ();--> statement-breakpoint\ncreate table b ();",
  );
  await writeFile(join(directory, "0001_c.sql"), "create table c ();");
  url = await createEmptyDatabase();
  connect = () => {
    const database = connectTo(url, now);
    onTestFinished(() => database.end());
    return database;
  };
  return () => rm(directory, { recursive: true });
});

test("missing migrations are applied in order, once", async () => {
  const database = connect();
  expect(await migrate(database, { directory, now })).toEqual(["0000_a.sql", "0001_c.sql"]);
  expect(await migrate(database, { directory, now })).toEqual([]);
  await writeFile(join(directory, "0002_d.sql"), "create table d ();");
  expect(await migrate(database, { directory, now })).toEqual(["0002_d.sql"]);
});

test("of two concurrent runs, one migrates and the other finds nothing to do", async () => {
  const applied = await Promise.all([
    migrate(connect(), { directory, now }),
    migrate(connect(), { directory, now }),
  ]);
  expect(applied.map((names) => names.length).toSorted()).toEqual([0, 2]);
});

test("when one migration fails, none is applied", async () => {
  await writeFile(join(directory, "0002_bad.sql"), "create table a ();");
  const database = connect();
  await expect(migrate(database, { directory, now })).rejects.toMatchObject({
    code: "database.42P07",
  });
  await rm(join(directory, "0002_bad.sql"));
  expect(await migrate(database, { directory, now })).toHaveLength(2);
});

test("a migration that was changed after it was applied is a fault that names it", async () => {
  const database = connect();
  await migrate(database, { directory, now });
  await writeFile(join(directory, "0001_c.sql"), "create table c (x integer);");
  await expect(migrate(database, { directory, now })).rejects.toThrow(
    "migration.changed: 0001_c.sql",
  );
});

test("a folder without migrations is a fault that names it", async () => {
  const empty = join(directory, "empty");
  await mkdir(empty);
  await expect(migrate(connect(), { directory: empty, now })).rejects.toThrow(empty);
});

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html
test("the system's migrations need only the privileges of RDS's master user", async () => {
  const name = new URL(url).pathname.slice(1);
  await administrate(async (admin) => {
    await admin.query(`create role master_${name} createrole`);
    await admin.query(`grant rds_iam to master_${name} with admin true`);
    await admin.query(`alter database ${name} owner to master_${name}`);
    await admin.query(`alter database ${name} set role = 'master_${name}'`);
  });
  const ownMigrations = { directory: migrationsDirectory, now };
  let applied: string[] = [];
  await withRolesLocked(async () => {
    applied = await migrate(connect(), ownMigrations);
  });
  expect(applied.length).toBeGreaterThan(0);
  expect(await migrate(connect(), ownMigrations)).toEqual([]);
});
