import type { DatabaseSync } from "node:sqlite";

/** One published version as it is stored. */
export type VersionRow = {
  readonly functionArn: string;
  readonly version: number;
  /** What a further version would have to differ from: code and configuration. */
  readonly fingerprint: string;
  /** JSON of the function's definition. */
  readonly definition: string;
  readonly description: string;
  readonly publishedAtMs: number;
};

/** One alias as it is stored. */
export type AliasRow = {
  readonly functionArn: string;
  readonly name: string;
  readonly functionVersion: string;
  /** JSON: the share of each additional version. */
  readonly weights: string;
  readonly description: string;
  readonly revisionId: string;
};

/** The versions and aliases of the stage's functions. */
export function openVersionStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS lambda_versions (
      functionArn TEXT NOT NULL,
      version INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      definition TEXT NOT NULL,
      description TEXT NOT NULL,
      publishedAtMs INTEGER NOT NULL,
      PRIMARY KEY (functionArn, version)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS lambda_aliases (
      functionArn TEXT NOT NULL,
      name TEXT NOT NULL,
      functionVersion TEXT NOT NULL,
      weights TEXT NOT NULL,
      description TEXT NOT NULL,
      revisionId TEXT NOT NULL,
      PRIMARY KEY (functionArn, name)
    ) STRICT;
  `);
  const insertVersion = sqlite.prepare("INSERT INTO lambda_versions VALUES (?, ?, ?, ?, ?, ?)");
  const versions = sqlite.prepare(
    "SELECT * FROM lambda_versions WHERE functionArn = ? ORDER BY version",
  );
  const version = sqlite.prepare(
    "SELECT * FROM lambda_versions WHERE functionArn = ? AND version = ?",
  );
  const latest = sqlite.prepare(
    "SELECT * FROM lambda_versions WHERE functionArn = ? ORDER BY version DESC LIMIT 1",
  );
  const putAlias = sqlite.prepare(
    "INSERT OR REPLACE INTO lambda_aliases VALUES (?, ?, ?, ?, ?, ?)",
  );
  const aliases = sqlite.prepare(
    "SELECT * FROM lambda_aliases WHERE functionArn = ? ORDER BY name",
  );
  const allAliases = sqlite.prepare("SELECT * FROM lambda_aliases");
  const alias = sqlite.prepare("SELECT * FROM lambda_aliases WHERE functionArn = ? AND name = ?");
  const removeAlias = sqlite.prepare(
    "DELETE FROM lambda_aliases WHERE functionArn = ? AND name = ?",
  );
  return {
    insertVersion(row: VersionRow) {
      const { functionArn, fingerprint, definition, description, publishedAtMs } = row;
      insertVersion.run(
        functionArn,
        row.version,
        fingerprint,
        definition,
        description,
        publishedAtMs,
      );
    },
    versions: (functionArn: string) => versions.all(functionArn) as VersionRow[],
    version: (functionArn: string, number: number) =>
      version.get(functionArn, number) as VersionRow | undefined,
    latest: (functionArn: string) => latest.get(functionArn) as VersionRow | undefined,
    putAlias({ functionArn, name, functionVersion, weights, description, revisionId }: AliasRow) {
      putAlias.run(functionArn, name, functionVersion, weights, description, revisionId);
    },
    aliases: (functionArn: string) => aliases.all(functionArn) as AliasRow[],
    allAliases: () => allAliases.all() as AliasRow[],
    alias: (functionArn: string, name: string) =>
      alias.get(functionArn, name) as AliasRow | undefined,
    removeAlias: (functionArn: string, name: string) => void removeAlias.run(functionArn, name),
  };
}
