import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** One planted edit, and what has to catch it. */
export type Mutation = {
  /** The patch file's name, without its ending. */
  readonly name: string;
  readonly patchFile: string;
  /** What the edit would mean in production. */
  readonly meaning: string;
  /** At least one; each has to catch it. */
  readonly catchers: readonly Catcher[];
};

/** What catches an edit, and for which reason. */
export type Catcher = {
  /** A gate, a run, or a test: `gate network`, `run --orders 5`, `test demo/src/journeys/sales.integration.test.ts`. */
  readonly command: string;
  /** What it has to say. */
  readonly says: RegExp;
};

/**
 * Reads a patch whose head has a line `means:`, and a line `caught by:` followed by one `says:` for each of what catches it.
 * @throws Error naming the file when the head is another.
 */
export async function readMutation(patchFile: string): Promise<Mutation> {
  const text = await readFile(patchFile, "utf8");
  const [head = ""] = text.split(/^(?:diff|---) /m);
  const form = /^means: (?<meaning>.+)\n(?<catchers>(?:caught by: .+\nsays: .+\n)+)\s*$/;
  const { meaning, catchers } = form.exec(head)?.groups ?? {};
  if (!meaning || !catchers) {
    throw new Error(
      `${patchFile} has to begin with a line "means:", and a line "caught by:" and one "says:" for each of what catches it`,
    );
  }
  const pairs = catchers.matchAll(/^caught by: (.+)\nsays: (.+)$/gm);
  return {
    name: basename(patchFile, ".patch"),
    patchFile,
    meaning,
    catchers: [...pairs].map(([, command = "", says = ""]) => ({
      command,
      says: new RegExp(says, "s"),
    })),
  };
}
