import type { Declarations } from "../declarations.ts";
import { jsonText } from "./json-text.ts";

/**
 * The files of `released/` after a release of these contracts: every schema by version, the versions that each consumer accepts, and
 * the HTTP API. Paths are relative to `packages/contracts`.
 */
export function releasedFiles({
  contracts,
  schemas,
  openApi,
}: Declarations): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [schema, versions] of Object.entries(schemas)) {
    for (const [version, of] of Object.entries(versions)) {
      files.set(`released/schemas/${schema}/${version}.json`, jsonText(of));
    }
  }
  const accepted = contracts.flatMap(({ name, payload }) =>
    payload ? [[name, { schema: payload.schema, accepts: payload.accepts }] as const] : [],
  );
  files.set("released/accepted.json", jsonText(Object.fromEntries(accepted)));
  files.set("released/openapi.json", jsonText(openApi));
  return files;
}
