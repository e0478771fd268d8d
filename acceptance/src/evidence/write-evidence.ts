import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Evidence } from "@stagecraft/gates/evidence";
import { evidenceFile } from "@stagecraft/gates/read-evidence";

/** Writes the evidence file that the gates read. The write is atomic. */
export async function writeEvidence(
  root: string,
  stage: string,
  evidence: Evidence,
): Promise<void> {
  const file = join(root, evidenceFile(stage));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(evidence, null, 2));
  await rename(`${file}.new`, file);
}
