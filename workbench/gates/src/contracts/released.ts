import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { contractsFolder, type OpenApi } from "./declarations.ts";
import type { JsonSchema } from "./schema/json-schema.ts";

/** The folder of the released schemas, relative to the program. */
export const releasedFolder = `${contractsFolder}/released`;

/** The last release: its messages may be in flight, and its functions run until a deploy replaces them. */
export type Released = {
  readonly schemas: { readonly [schema: string]: { readonly [version: string]: JsonSchema } };
  /** The versions that each contract's consumer accepts, by the contract's name. */
  readonly accepted: {
    readonly [contract: string]: { readonly schema: string; readonly accepts: readonly number[] };
  };
  /** Undefined when no HTTP API was released. */
  readonly openApi: OpenApi | undefined;
};

/** Empty before the first release. */
export async function readReleased(root: string): Promise<Released> {
  const folder = join(root, releasedFolder);
  const schemas: Record<string, Record<string, JsonSchema>> = {};
  for (const schema of await namesIn(join(folder, "schemas"))) {
    const versions: Record<string, JsonSchema> = {};
    for (const file of await namesIn(join(folder, "schemas", schema))) {
      const text = await readFile(join(folder, "schemas", schema, file), "utf8");
      versions[file.replace(/\.json$/, "")] = JSON.parse(text) as JsonSchema;
    }
    schemas[schema] = versions;
  }
  return {
    schemas,
    accepted: (await readJson<Released["accepted"]>(join(folder, "accepted.json"))) ?? {},
    openApi: await readJson<OpenApi>(join(folder, "openapi.json")),
  };
}

/** The file of a released schema, relative to the program. */
export function releasedFile(schema: string, version: number | string): string {
  return `${releasedFolder}/schemas/${schema}/${version}.json`;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).toSorted();
}

async function readJson<Value>(file: string): Promise<Value | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Value);
}
