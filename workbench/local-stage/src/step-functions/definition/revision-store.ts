import type { DatabaseSync } from "node:sqlite";

/** A definition with its role, which executions were started with. */
export type RevisionRow = {
  readonly id: number;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly definition: string;
  readonly createdAtMs: number;
};

export type RevisionStore = ReturnType<typeof openRevisionStore>;

/** The definitions that the stage has accepted. */
export function openRevisionStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS sfn_revisions (
      id INTEGER PRIMARY KEY,
      machineArn TEXT NOT NULL,
      machineName TEXT NOT NULL,
      roleArn TEXT NOT NULL,
      definition TEXT NOT NULL,
      createdAtMs INTEGER NOT NULL,
      UNIQUE (machineArn, roleArn, definition)
    ) STRICT;
  `);
  const insert = sqlite.prepare(
    "INSERT INTO sfn_revisions (machineArn, machineName, roleArn, definition, createdAtMs) VALUES (?, ?, ?, ?, ?)",
  );
  const find = sqlite.prepare(
    "SELECT * FROM sfn_revisions WHERE machineArn = ? AND roleArn = ? AND definition = ?",
  );
  const byId = sqlite.prepare("SELECT * FROM sfn_revisions WHERE id = ?");
  const first = sqlite.prepare(
    "SELECT min(createdAtMs) AS createdAtMs FROM sfn_revisions WHERE machineArn = ?",
  );
  return {
    find: (machineArn: string, roleArn: string, definition: string) =>
      find.get(machineArn, roleArn, definition) as RevisionRow | undefined,
    byId: (id: number) => byId.get(id) as RevisionRow | undefined,
    insert(row: Omit<RevisionRow, "id">): RevisionRow {
      const { machineArn, machineName, roleArn, definition, createdAtMs } = row;
      insert.run(machineArn, machineName, roleArn, definition, createdAtMs);
      return find.get(machineArn, roleArn, definition) as RevisionRow;
    },
    /** When the machine was first seen. */
    machineCreatedAtMs: (machineArn: string) => Number(first.get(machineArn)?.createdAtMs),
  };
}
