import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Proof } from "./proof.ts";
import { proofFile } from "./proof-file.ts";

/** Keeps what a command showed, in place of what it showed before. The write is atomic. */
export async function writeProof(root: string, name: string, proof: Proof): Promise<void> {
  const file = join(root, proofFile(name));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(proof, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
