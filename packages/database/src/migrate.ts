import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "@stagecraft/contracts/fault";
import { sql } from "drizzle-orm";
import type { Database, Db } from "./connection.ts";

type Migration = { readonly name: string; readonly sha256: string; readonly statements: string[] };

/**
 * Applies the folder's missing migrations in the order of their names, in one transaction, and returns their names. A concurrent
 * run waits and then finds nothing to do.
 * @throws Fault `migration.changed` when a migration was changed after it was applied
 */
export async function migrate(
  database: Database,
  { directory, now }: { directory: string; now: () => Date },
): Promise<string[]> {
  const migrations = await readMigrations(directory);
  return database.transaction(async (db) => {
    await db.execute(sql`select pg_advisory_xact_lock(hashtext('migrations'))`);
    const known = await appliedMigrations(db);
    const applied: string[] = [];
    for (const { name, sha256, statements } of migrations) {
      const before = known.get(name);
      if (before === sha256) continue;
      if (before) throw new Fault("migration.changed", { retry: false, detail: name });
      for (const statement of statements) await db.execute(sql.raw(statement));
      await db.execute(
        sql`insert into migrations (name, sha256, applied_at) values (${name}, ${sha256}, ${now()})`,
      );
      applied.push(name);
    }
    return applied;
  });
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith(".sql")).sort();
  if (files.length === 0) throw new Fault("migration.none", { retry: false, detail: directory });
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(directory, name), "utf8");
      const sha256 = createHash("sha256").update(text).digest("hex");
      return { name, sha256, statements: text.split("--> statement-breakpoint") };
    }),
  );
}

async function appliedMigrations(db: Db): Promise<Map<string, string>> {
  await db.execute(sql`
    create table if not exists migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null
    )`);
  const { rows } = await db.execute<{ name: string; sha256: string }>(
    sql`select name, sha256 from migrations`,
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}
