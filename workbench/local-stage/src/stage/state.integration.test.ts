import { fork } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openState, StateLockedError, StateUnusableError } from "./state.ts";

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "state-test-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

function openForTest(directory: string) {
  const state = openState(directory);
  onTestFinished(() => {
    if (state.sqlite.isOpen) state.close();
  });
  return state;
}

function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

/** Opens the state in a process of its own, which holds it until it is killed. */
async function holdElsewhere(directory: string) {
  const program = fileURLToPath(new URL("../../testing/hold-state.ts", import.meta.url));
  const child = fork(program, [directory]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "message");
  return child;
}

test("the folder is created with mode 700, and the state is kept", () => {
  const directory = join(temporaryDirectory(), "a", "b");
  const before = openForTest(directory);
  before.sqlite.exec("CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('kept')");
  before.close();
  const after = openForTest(directory);
  expect(after.sqlite.prepare("SELECT word FROM words").all()).toEqual([{ word: "kept" }]);
});

test("its files, and a folder that others could look into, are closed to them", () => {
  const directory = temporaryDirectory();
  chmodSync(directory, 0o755);
  openForTest(directory).close();
  const file = join(directory, "state.sqlite");
  const modes = () => [directory, file].map((path) => statSync(path).mode & 0o777);
  expect(modes()).toEqual([0o711, 0o600]);
  chmodSync(directory, 0o755);
  chmodSync(file, 0o644);
  openForTest(directory);
  expect(modes()).toEqual([0o711, 0o600]);
});

test("an open folder with other files is refused and stays as it is", () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, "other"), "");
  chmodSync(directory, 0o755);
  const error = errorOf(() => openState(directory));
  expect(error).toBeInstanceOf(StateUnusableError);
  expect(error.message).toContain("has other files, and other users may look into it");
  expect(statSync(directory).mode & 0o777).toBe(0o755);
  expect(readdirSync(directory)).toEqual(["other"]);
});

test("a second process gets an error with the first one's process id", async () => {
  const directory = temporaryDirectory();
  const holder = await holdElsewhere(directory);
  const error = errorOf(() => openState(directory));
  expect(error).toBeInstanceOf(StateLockedError);
  expect(error.message).toBe(
    `The state in ${directory} is held by another process (pid ${holder.pid}). End it, or use another state with --state.`,
  );
});

test("the lock ends with its process", async () => {
  const directory = temporaryDirectory();
  const holder = await holdElsewhere(directory);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const state = openForTest(directory);
  expect(state.sqlite.prepare("SELECT word FROM held").all()).toEqual([{ word: "committed" }]);
});

test("states of different folders are independent", async () => {
  await holdElsewhere(temporaryDirectory());
  openForTest(temporaryDirectory());
});

test("a file that is not a database is refused with its folder and what to do, and is not changed", () => {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, "state.sqlite"), "not a database at all".repeat(100));
  const error = errorOf(() => openState(directory));
  expect(error).toBeInstanceOf(StateUnusableError);
  expect(error.message).toBe(
    `The state in ${directory} cannot be used: file is not a database. Repair it, or drop it with --fresh.`,
  );
});

test("a folder that cannot be made is refused with its name", () => {
  const file = join(temporaryDirectory(), "file");
  writeFileSync(file, "");
  const error = errorOf(() => openState(join(file, "state")));
  expect(error).toBeInstanceOf(StateUnusableError);
  expect(error.message).toMatch(
    `The state in ${join(file, "state")} cannot be used: ENOTDIR: not a directory, mkdir`,
  );
  expect(error.message).toMatch(/'\. Keep the state in another folder with --state DIR\.$/);
});

if (existsSync("/proc/self")) {
  test("a folder below /proc, which cannot be created, is refused", () => {
    const error = errorOf(() => openState("/proc/no-process/state"));
    expect(error).toBeInstanceOf(StateUnusableError);
    expect(error.message).toContain("cannot be used: ENOENT");
  });
}

test("a folder that may not be written is refused", () => {
  const parent = temporaryDirectory();
  chmodSync(parent, 0o711);
  const directory = join(parent, "read-only");
  mkdirSync(directory);
  chmodSync(directory, 0o555);
  const error = asNobody(() => errorOf(() => openState(directory)));
  expect(error).toBeInstanceOf(StateUnusableError);
  expect(error.message).toMatch(/cannot be used: EPERM: operation not permitted, chmod/);
});

test("a transaction is stored completely or not at all", () => {
  const { sqlite, transaction } = openForTest(temporaryDirectory());
  sqlite.exec("CREATE TABLE words (word TEXT)");
  const insert = sqlite.prepare("INSERT INTO words VALUES (?)");
  const words = () => sqlite.prepare("SELECT word FROM words").all();
  expect(() =>
    transaction(() => {
      insert.run("lost");
      throw new Error("half way");
    }),
  ).toThrow("half way");
  expect(words()).toEqual([]);
  expect(transaction(() => insert.run("kept").changes)).toBe(1);
  expect(words()).toEqual([{ word: "kept" }]);
});

test("a transaction within another is part of it", () => {
  const { sqlite, transaction } = openForTest(temporaryDirectory());
  sqlite.exec("CREATE TABLE words (word TEXT)");
  const insert = sqlite.prepare("INSERT INTO words VALUES (?)");
  expect(() =>
    transaction(() => {
      transaction(() => insert.run("inner"));
      throw new Error("outer");
    }),
  ).toThrow("outer");
  expect(sqlite.prepare("SELECT word FROM words").all()).toEqual([]);
});

// SQLite ends a transaction by itself for some errors: https://www.sqlite.org/lang_transaction.html
test("an error that has already ended the transaction is thrown", () => {
  const { sqlite, transaction } = openForTest(temporaryDirectory());
  sqlite.exec("CREATE TABLE words (word TEXT UNIQUE ON CONFLICT ROLLBACK)");
  const insert = sqlite.prepare("INSERT INTO words VALUES ('twice')");
  expect(() =>
    transaction(() => {
      insert.run();
      insert.run();
    }),
  ).toThrow(/UNIQUE constraint failed/);
  transaction(() => insert.run());
});

/** Root may write everywhere, so it is somebody else for as long. */
function asNobody<T>(action: () => T): T {
  if (process.getuid?.() !== 0) return action();
  process.seteuid?.(65534);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}
