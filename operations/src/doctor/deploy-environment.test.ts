import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { deployEnvironment } from "./deploy-environment.ts";

// As SST 4.17.1 reads them: https://sst.dev/docs/environment-variables/
test("the stage's file has priority over the environment, and that over the common file", async () => {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-doctor-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, ".env"), "A=common\nB=common\nC=common\n");
  await writeFile(join(root, ".env.dev"), "A=dev\n");
  await writeFile(join(root, ".env.prod"), "A=prod\nD=prod\n");
  const person = { A: "person", B: "person", E: "person" };
  expect(await deployEnvironment(root, "dev", person)).toEqual({
    A: "dev",
    B: "person",
    C: "common",
    E: "person",
  });
});

test("without files it is the environment", async () => {
  expect(await deployEnvironment("/nowhere", "dev", { A: "person" })).toEqual({ A: "person" });
});
