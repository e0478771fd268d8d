import { randomBytes } from "node:crypto";
import type { Json } from "@stagecraft/plan/plan";
import type { State } from "./state.ts";

const mark = /\{\{secret:([^}]+)\}\}/g;

/** Fills the Plan's secret marks in: values given for this run first, else one made once and kept in the state. */
export type Secrets = { fill<T>(value: T): T };

/** `given` holds the values of `sst.Secret`s by name. Made values are 32 random bytes as base64, fit for a key or a password. */
export function createSecrets(state: State, given: Readonly<Record<string, string>> = {}): Secrets {
  state.sqlite.exec(
    "CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
  );
  const select = state.sqlite.prepare("SELECT value FROM secrets WHERE name = ?");
  const insert = state.sqlite.prepare("INSERT INTO secrets VALUES (?, ?)");

  function secretOf(name: string): string {
    const known = given[name] ?? (select.get(name) as { value: string } | undefined)?.value;
    if (known !== undefined) return known;
    const value = randomBytes(32).toString("base64");
    insert.run(name, value);
    return value;
  }

  function fill(value: Json): Json {
    if (typeof value === "string")
      return value.replace(mark, (_mark, name: string) => secretOf(name));
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  }

  return { fill: (value) => fill(value as Json) as typeof value };
}
