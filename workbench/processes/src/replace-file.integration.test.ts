import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { replaceFile } from "./replace-file.ts";

test("who reads a file while it is replaced gets all of the old text", () => {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-replace-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, "owner");
  replaceFile(path, "the first");
  const reader = openSync(path, "r");
  onTestFinished(() => closeSync(reader));
  replaceFile(path, "the second");
  expect(readFileSync(reader, "utf8")).toBe("the first");
  expect(readFileSync(path, "utf8")).toBe("the second");
  expect(readdirSync(directory)).toEqual(["owner"]);
});
