import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRunbook } from "../src/alarms/runbook.ts";

/** The root folder of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));
/** The folder of the runbooks in it. */
export const runbookFolder = "docs/runbooks";

/** The Markdown files in the folder. */
export const runbookFiles = readdirSync(join(root, runbookFolder)).filter((file) =>
  file.endsWith(".md"),
);
/** Those that are a runbook. */
export const runbooks = runbookFiles.filter(
  (file) => !["README.md", "transcripts.md"].includes(file),
);

/** The text of one of these files. */
export function runbookText(file: string): string {
  return readRunbook(root, `${runbookFolder}/${file}`) ?? "";
}
