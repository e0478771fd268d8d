import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openLineFile } from "./line-file.ts";

function folder() {
  const directory = mkdtempSync(join(tmpdir(), "line-file-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

test("lines are added in order, and can be read after the turn, a flush or the end", async () => {
  const path = join(folder(), "log");
  const read = () => readFileSync(path, "utf8");
  const errors: Error[] = [];
  const open = () => openLineFile(path, (error) => errors.push(error));
  const file = open();
  file.write("one");
  file.write("two £");
  expect(read()).toBe("");
  await nextTurn();
  expect(read()).toBe("one\ntwo £\n");
  file.write("three");
  file.flush();
  expect(read()).toBe("one\ntwo £\nthree\n");
  file.write("four");
  file.close();
  file.write("late");
  await nextTurn();
  const again = open();
  again.write("five");
  again.close();
  expect(read()).toBe("one\ntwo £\nthree\nfour\nfive\n");
  expect(errors).toEqual([]);
});

test("what cannot be written is told, and does not throw", () => {
  const codes: unknown[] = [];
  const failed = (error: NodeJS.ErrnoException) => codes.push(error.code);
  openLineFile(join(folder(), "missing", "log"), failed).close();
  const full = openLineFile("/dev/full", failed);
  full.write("line");
  full.flush();
  full.close();
  expect(codes).toEqual(process.platform === "linux" ? ["ENOENT", "ENOSPC"] : expect.any(Array));
});
