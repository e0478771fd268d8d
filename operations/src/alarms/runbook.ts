import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The sections of every runbook, in their order. */
export const runbookSections = [
  "What it means",
  "Who is hurt",
  "Look here first",
  "Fix",
  "Verify",
  "Afterwards",
] as const;

export type RunbookSection = (typeof runbookSections)[number];

/**
 * The commands of a section, as they are written: the lines of its `sh` blocks without comments. A word in capitals, such as
 * ORDER, is to be replaced.
 */
export function runbookCommands(markdown: string, section: RunbookSection): readonly string[] {
  const [, text = ""] =
    new RegExp(`^## ${section}\\n(.*?)(?=^## |(?![\\s\\S]))`, "ms").exec(markdown) ?? [];
  return [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
    block
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line !== "" && !line.startsWith("#")),
  );
}

/** The text of a runbook by its path in the repository; undefined if there is none. */
export function readRunbook(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}
