import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { removeOldPrograms } from "./remove-old-programs.ts";

test("bundled programs of killed runs are removed, and those of recent runs are not", async () => {
  const platform = await mkdtemp(join(tmpdir(), "stagecraft-platform-"));
  onTestFinished(() => rm(platform, { recursive: true }));
  const nowMs = Date.now();
  for (const name of ["stagecraft.local.1.mjs", "stagecraft.local.2.mjs", "package.json"]) {
    await writeFile(join(platform, name), "");
    if (name !== "stagecraft.local.2.mjs") {
      const twoHoursAgo = nowMs / 1000 - 7_200;
      await utimes(join(platform, name), twoHoursAgo, twoHoursAgo);
    }
  }
  await removeOldPrograms(platform, nowMs);
  expect((await readdir(platform)).toSorted()).toEqual(["package.json", "stagecraft.local.2.mjs"]);
});
