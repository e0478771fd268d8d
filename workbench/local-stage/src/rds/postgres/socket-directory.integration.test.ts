import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import {
  makeSocketDirectory,
  removeAbandonedSocketDirectories,
  removeSocketDirectory,
} from "./socket-directory.ts";

let base: string;
const made: string[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "stagecraft-sockets-"));
  return () => {
    for (const folder of [...made.splice(0), base])
      rmSync(folder, { recursive: true, force: true });
  };
});

/** A state, and the folder of its sockets. */
function makeState(name: string) {
  const directory = join(base, name);
  mkdirSync(directory);
  const sockets = makeSocketDirectory(directory, undefined);
  made.push(sockets);
  return { directory, sockets };
}

const lock = (sockets: string, pid: number) =>
  writeFileSync(join(sockets, ".s.PGSQL.5432.lock"), `${pid}\n/data\n`);

/** A process id that no system gives. */
const nobodys = 2 ** 22 + 1;

test("sockets of a deleted state are removed, and those of others are not", () => {
  const gone = makeState("gone");
  const here = makeState("here");
  const running = makeState("running");
  lock(gone.sockets, nobodys);
  lock(running.sockets, process.pid);
  for (const { directory } of [gone, running]) rmSync(directory, { recursive: true });
  removeAbandonedSocketDirectories();
  expect([gone, here, running].map(({ sockets }) => existsSync(sockets))).toEqual([
    false,
    true,
    true,
  ]);
});

test("a folder without a record is removed after a day, unless it contains other files", () => {
  const folders = ["stagecraft-new001", "stagecraft-old001", "stagecraft-other1"].map((name) => {
    const folder = join(base, name);
    mkdirSync(folder);
    return folder;
  });
  const [, old = "", other = ""] = folders;
  writeFileSync(join(other, "a file"), "");
  const seconds = Date.now() / 1000 - 25 * 60 * 60;
  for (const folder of [old, other]) utimesSync(folder, seconds, seconds);
  removeAbandonedSocketDirectories([base]);
  expect(folders.map(existsSync)).toEqual([true, false, true]);
});

test("a copy of a state keeps the sockets of the original", () => {
  const { directory, sockets } = makeState("copied");
  const copy = join(base, "copy");
  mkdirSync(copy);
  writeFileSync(join(copy, "sockets"), `${sockets}\n`);
  removeSocketDirectory(copy);
  expect(existsSync(sockets)).toBe(true);
  removeSocketDirectory(directory);
  expect(existsSync(sockets)).toBe(false);
});
