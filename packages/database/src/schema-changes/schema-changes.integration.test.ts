import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createEmptyDatabase,
  migrationsDirectory,
  withRolesLocked,
} from "../testing/test-database.ts";
import { contractions } from "./contractions.ts";
import { declaredContractions } from "./declared-contractions.ts";
import { readSchemaCatalog, type SchemaCatalog } from "./schema-catalog.ts";

/** Older migrations were applied before this rule existed, and applied migrations do not change. */
const firstChecked = "0005";

const whatToDo =
  "the previous release runs with this schema during the deploy. Add first; remove in a release after the last one that uses it, and declare each removal (docs/adr/0013-schema-changes.md).";

let client: Client;
beforeAll(async () => {
  client = new Client({ connectionString: await createEmptyDatabase() });
  await client.connect();
});
afterAll(() => client.end());

async function query<Row extends object>(text: string): Promise<Row[]> {
  return (await client.query<Row>(text)).rows;
}

/** What `change` removes from a schema; both are rolled back. */
async function contractionsOf(schema: string, change: string): Promise<readonly string[]> {
  await query("begin");
  try {
    await query(schema);
    const before = await readSchemaCatalog(query);
    await query(change);
    return contractions(before, await readSchemaCatalog(query));
  } finally {
    await query("rollback");
  }
}

const notes = `
  create table notes (
    id text primary key, text text not null, author text, size integer not null default 0,
    constraint notes_size check (size >= 0)
  );
  create role reader;
  grant select, update (text) on notes to reader;`;

test.each([
  ["a table", "create table others (id text primary key, check (id <> ''))"],
  ["a column that may be null", "alter table notes add column more text"],
  ["a column with a default", "alter table notes add column more text not null default ''"],
  [
    "a column that counts by itself",
    "alter table notes add column more int generated always as identity",
  ],
  ["an index", "create index on notes (author)"],
  ["a privilege", "grant insert on notes to reader"],
  ["null where there was none", "alter table notes alter column text drop not null"],
  ["one rule less", "alter table notes drop constraint notes_size"],
])("adding %s is no contraction", async (_, change) => {
  expect(await contractionsOf(notes, change)).toEqual([]);
});

test.each([
  ["drop table notes", ["drops the table notes"]],
  ["alter table notes drop column author", ["drops notes.author"]],
  ["alter table notes rename column author to writer", ["drops notes.author"]],
  [
    "alter table notes rename column text to body",
    ["drops notes.text", "has every insert name notes.body"],
  ],
  ["alter table notes rename to letters", ["drops the table notes"]],
  [
    "alter table notes alter column size type bigint",
    ["changes notes.size from integer to bigint"],
  ],
  [
    "alter table notes alter column author set not null",
    ["has every insert name notes.author", "has notes.author refuse null"],
  ],
  ["alter table notes add column kind text not null", ["has every insert name notes.kind"]],
  ["alter table notes alter column size drop default", ["has every insert name notes.size"]],
  [
    "alter table notes add constraint notes_text check (text <> '')",
    ["has notes refuse what notes_text does not allow"],
  ],
  [
    "alter table notes drop constraint notes_size, add constraint notes_size check (size > 0)",
    ["has notes refuse what notes_size does not allow"],
  ],
  [
    "create unique index notes_author on notes (author)",
    ["has notes refuse what notes_author does not allow"],
  ],
  ["revoke select on notes from reader", ["takes SELECT on notes for reader"]],
  ["revoke update (text) on notes from reader", ["takes UPDATE on notes.text for reader"]],
])("%s is a contraction", async (change, taken) => {
  expect(await contractionsOf(notes, change)).toEqual(taken);
});

test("dropping a column does not list its privileges as well", async () => {
  expect(await contractionsOf(notes, "alter table notes drop column text")).toEqual([
    "drops notes.text",
  ]);
});

test("a migration declares its contractions in separate lines", () => {
  const migration = `-- contract: drops notes.author
alter table notes drop column author; -- contract: not here
-- contract: drops the table others
drop table others;`;
  expect(declaredContractions(migration)).toEqual(["drops notes.author", "drops the table others"]);
});

test("each migration has exactly the contractions that it declares", async () => {
  const names = (await readdir(migrationsDirectory)).filter((name) => name.endsWith(".sql")).sort();
  const checked: string[] = [];
  await withRolesLocked(async () => {
    let before: SchemaCatalog = { tables: new Map(), refusals: new Map(), privileges: new Set() };
    for (const name of names) {
      const text = await readFile(join(migrationsDirectory, name), "utf8");
      for (const statement of text.split("--> statement-breakpoint")) await query(statement);
      const after = await readSchemaCatalog(query);
      if (name >= firstChecked) {
        checked.push(name);
        expect(contractions(before, after), `${name}: ${whatToDo}`).toEqual(
          declaredContractions(text),
        );
      }
      before = after;
    }
  });
  expect(checked.length).toBeGreaterThan(0);
});
