import type { Declarations } from "../declarations.ts";
import { apiPage } from "./api-page.ts";
import { asyncApiDocument } from "./asyncapi.ts";
import { contractsPage } from "./contracts-page.ts";
import { jsonText } from "./json-text.ts";

/** The documents that are written from the contracts. Paths are relative to the repository. */
export function writtenFiles(declared: Declarations): ReadonlyMap<string, string> {
  return new Map([
    ["docs/contracts.md", contractsPage(declared)],
    ["docs/openapi.json", jsonText(declared.openApi)],
    ["docs/asyncapi.json", jsonText(asyncApiDocument(declared))],
    ["docs/api.html", apiPage(declared.openApi)],
  ]);
}
