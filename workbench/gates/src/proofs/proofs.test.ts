import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Proof } from "./proof.ts";
import { proofFile } from "./proof-file.ts";
import { readProof } from "./read-proof.ts";
import { writeProof } from "./write-proof.ts";

const proof: Proof = {
  plan: "0a",
  recordedAt: "2026-12-31T00:00:00.000Z",
  command: "npm run chaos",
  passed: true,
  figure: "200 orders",
};

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-proofs-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test("the last proof of a name is read", async () => {
  const root = await emptyFolder();
  expect(await readProof(root, "chaos")).toBeUndefined();
  await writeProof(root, "chaos", { ...proof, passed: false });
  await writeProof(root, "chaos", proof);
  expect(await readProof(root, "chaos")).toEqual(proof);
});

test.each(["{", "null", "[]"])("a file with %s is no proof", async (text) => {
  const root = await emptyFolder();
  await writeProof(root, "chaos", proof);
  await writeFile(join(root, proofFile("chaos")), text);
  await expect(readProof(root, "chaos")).rejects.toThrow(
    ".stagecraft/proofs/chaos.json is no proof. Delete it",
  );
});
