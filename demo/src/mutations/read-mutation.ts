import { readFile } from "node:fs/promises";
import { basename } from "node:path";

/** One planted edit, and what has to catch it. */
export type Mutation = {
  /** The patch file's name, without its ending. */
  readonly name: string;
  readonly patchFile: string;
  /** What the edit would mean in production. */
  readonly meaning: string;
  /** A gate, a run, or a test: `gate network`, `run --orders 5`, `test demo/src/journeys/sales.integration.test.ts`. */
  readonly caughtBy: string;
  /** What the catcher has to say, so that it is caught for the right reason. */
  readonly says: RegExp;
};

/**
 * Reads a patch whose head says what it means, what catches it and in which words.
 * @throws Error naming the file when the head lacks one of them.
 */
export async function readMutation(patchFile: string): Promise<Mutation> {
  const text = await readFile(patchFile, "utf8");
  const [head = ""] = text.split(/^--- /m);
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, "m").exec(head)?.[1];
  const meaning = field("means");
  const caughtBy = field("caught by");
  const says = field("says");
  if (!meaning || !caughtBy || !says) {
    throw new Error(
      `${patchFile}: its head must have the lines "means:", "caught by:" and "says:"`,
    );
  }
  const name = basename(patchFile, ".patch");
  return { name, patchFile, meaning, caughtBy, says: new RegExp(says, "s") };
}
