import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Finds a text in the state of a stopped stage, except in Postgres, whose files have deleted rows until they are vacuumed. A match
 * is a file path, or a file and table such as `state.sqlite kinesis_records`.
 */
export async function findInState(
  stateDirectory: string,
  text: string,
): Promise<readonly string[]> {
  const matches: string[] = [];
  const entries = await readdir(stateDirectory, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const name = relative(stateDirectory, file);
    if (name.startsWith("postgres")) continue;
    if (name.endsWith(".sqlite")) {
      matches.push(...tablesWith(file, text).map((table) => `${name} ${table}`));
    } else if ((await readFile(file)).includes(text)) matches.push(name);
  }
  return matches.toSorted();
}

function tablesWith(file: string, text: string): readonly string[] {
  const sqlite = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = sqlite
      .prepare("select name from sqlite_schema where type = 'table'")
      .all() as unknown as readonly { name: string }[];
    return tables
      .filter(({ name }) =>
        sqlite
          .prepare(`select * from "${name}"`)
          .all()
          .some((row) => Object.values(row).some((value) => textOf(value).includes(text))),
      )
      .map(({ name }) => name);
  } finally {
    sqlite.close();
  }
}

function textOf(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : String(value);
}
