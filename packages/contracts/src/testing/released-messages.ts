import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type fc from "fast-check";
import { arbitraryOf } from "./arbitrary-of.ts";

const folder = fileURLToPath(new URL("../../released/schemas", import.meta.url));

/** Random messages of one released version of a schema. */
export type ReleasedMessages = {
  readonly version: number;
  readonly messages: fc.Arbitrary<unknown>;
};

/** All schemas with a released version. */
export function releasedSchemas(): readonly string[] {
  return readdirSync(folder);
}

/** Every released version of that schema, oldest first. */
export function releasedMessages(schema: string): readonly ReleasedMessages[] {
  return readdirSync(`${folder}/${schema}`)
    .map((file) => ({ file, version: Number(file.replace(".json", "")) }))
    .toSorted((a, b) => a.version - b.version)
    .map(({ file, version }) => ({
      version,
      messages: arbitraryOf(JSON.parse(readFileSync(`${folder}/${schema}/${file}`, "utf8"))),
    }));
}
