import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Proof } from "./proof.ts";
import { proofFile } from "./proof-file.ts";

/**
 * The last proof of a name. Undefined: its command has not run here.
 * @throws VisibleError for a file that is no proof
 */
export async function readProof(root: string, name: string): Promise<Proof | undefined> {
  const file = proofFile(name);
  let text: string;
  try {
    text = await readFile(join(root, file), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const proof = JSON.parse(text) as Partial<Proof> | null;
    if (typeof proof?.plan === "string" && typeof proof.passed === "boolean") {
      return proof as Proof;
    }
  } catch {
    // Said below.
  }
  throw new VisibleError(`${file} is no proof. Delete it, and run its command again.`);
}
