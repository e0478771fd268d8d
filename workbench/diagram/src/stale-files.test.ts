import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { staleFiles } from "./stale-files.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "stagecraft-pictures-"));
});

afterEach(() => rm(root, { recursive: true }));

test("a file is stale when it is missing, different, or not generated any more", async () => {
  await mkdir(join(root, "pictures"));
  await writeFile(join(root, "pictures/same.svg"), "same");
  await writeFile(join(root, "pictures/changed.svg"), "before");
  await writeFile(join(root, "pictures/left.svg"), "left");
  const files = new Map([
    ["pictures/same.svg", "same"],
    ["pictures/changed.svg", "after"],
    ["overview.svg", "missing"],
  ]);
  expect(await staleFiles(root, "pictures", files)).toEqual([
    "pictures/changed.svg",
    "overview.svg",
    "pictures/left.svg",
  ]);
});

test("a folder that is not there yet has nothing that is left", async () => {
  expect(await staleFiles(root, "pictures", new Map())).toEqual([]);
});
