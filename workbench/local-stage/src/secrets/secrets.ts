import { randomBytes } from "node:crypto";
import type { Json } from "@stagecraft/plan/plan";
import type { SstSecretDefinition } from "@stagecraft/plan/resources/sst/sst-secrets";
import type { State } from "../stage/state.ts";

const mark = /\{\{secret:([^}]+)\}\}/g;

/** Replaces the Plan's secret marks by values. */
export type Secrets = { fill<T>(value: T): T };

/**
 * A secret's value is the one in `set`, otherwise its placeholder, otherwise one that is created once and kept in the
 * state: 32 random bytes as base64.
 */
export function createSecrets(
  state: State,
  set: Readonly<Record<string, string>> = {},
  declared: readonly SstSecretDefinition[] = [],
): Secrets {
  const placeholders = new Map(declared.map(({ name, placeholder }) => [name, placeholder]));
  state.sqlite.exec(
    "CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
  );
  const select = state.sqlite.prepare("SELECT value FROM secrets WHERE name = ?");
  const insert = state.sqlite.prepare("INSERT INTO secrets VALUES (?, ?)");

  function secretOf(name: string): string {
    if (Object.hasOwn(set, name)) return set[name] as string;
    const placeholder = placeholders.get(name);
    if (placeholder !== undefined) return fillText(placeholder);
    const known = (select.get(name) as { value: string } | undefined)?.value;
    if (known !== undefined) return known;
    const value = randomBytes(32).toString("base64");
    insert.run(name, value);
    return value;
  }

  function fillText(text: string): string {
    return text.replace(mark, (_mark, name: string) => secretOf(name));
  }

  function fill(value: Json): Json {
    if (typeof value === "string") return fillText(value);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  }

  return { fill: (value) => fill(value as Json) as typeof value };
}
