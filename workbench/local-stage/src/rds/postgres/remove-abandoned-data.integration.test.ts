import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { writeOwner } from "./external-owner.ts";
import { removeAbandonedData } from "./remove-abandoned-data.ts";

const dayMs = 24 * 60 * 60 * 1000;
let base: string;
let shared: string;
let made = 0;
const logged: string[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "stagecraft-removeData-"));
  shared = join(base, "shared");
  mkdirSync(shared);
  logged.length = 0;
  return () => rmSync(base, { recursive: true });
});

const removeData = () => removeAbandonedData(shared, (line) => logged.push(line));

/** A folder outside, with data of a megabyte. */
function makeOutside(): string {
  made += 1;
  const outside = join(shared, `0123456789abcdef-${String(made).padStart(6, "0")}`);
  mkdirSync(join(outside, "data"), { recursive: true });
  writeFileSync(join(outside, "data", "file"), Buffer.alloc(1_000_000));
  return outside;
}

/** A state that has its Postgres outside. */
function makeState(name: string): { clone: string; record: string; outside: string } {
  const clone = join(base, name);
  const postgres = join(clone, "postgres");
  mkdirSync(postgres, { recursive: true });
  const outside = makeOutside();
  const record = join(postgres, "outside");
  writeFileSync(record, `${outside}\n`);
  writeOwner(outside, record);
  return { clone, record, outside };
}

function change(outside: string, owner: Record<string, unknown>) {
  const file = join(outside, "owner");
  const before = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...before, ...owner }));
}

test("data of a deleted clone are removed, and logged with their size", async () => {
  const here = makeState("here");
  const gone = [makeState("gone"), makeState("gone-too")];
  for (const { clone } of gone) rmSync(clone, { recursive: true });
  await removeData();
  for (const { outside } of gone) expect(existsSync(outside)).toBe(false);
  expect(existsSync(here.outside)).toBe(true);
  expect(logged).toEqual([
    `removed the Postgres data of 2 states that are gone: 2 MB in ${shared}`,
  ]);
});

test("data that their state does not name any more are removed, and with the last also the shared folder", async () => {
  const { record, outside } = makeState("started-anew");
  writeFileSync(record, "/another/folder\n");
  await removeData();
  expect(existsSync(outside)).toBe(false);
  expect(existsSync(shared)).toBe(false);
});

test("a clone that was moved keeps its data", async () => {
  const { clone, outside } = makeState("before");
  renameSync(clone, join(base, "after"));
  await removeData();
  expect(existsSync(outside)).toBe(true);
  expect(logged).toEqual([]);
});

test("a clone on a disk that is not mounted keeps its data", async () => {
  const { clone, outside } = makeState("unmounted");
  rmSync(clone, { recursive: true });
  change(outside, { mount: clone });
  await removeData();
  expect(existsSync(outside)).toBe(true);
});

test("data without an owner, or of another machine, are removed after 30 days without use", async () => {
  const [unknown, old] = [makeOutside(), makeOutside()];
  const elsewhere = makeState("elsewhere");
  rmSync(elsewhere.clone, { recursive: true });
  change(elsewhere.outside, { host: "another-machine" });
  for (const path of [old, join(old, "data")]) {
    const seconds = (Date.now() - 31 * dayMs) / 1000;
    utimesSync(path, seconds, seconds);
  }
  await removeData();
  expect([unknown, old, elsewhere.outside].map(existsSync)).toEqual([true, false, true]);
  expect(logged).toEqual([
    `removed the Postgres data of a state that is gone: 1 MB in ${shared}`,
    `kept 2 folders of Postgres data in ${shared} that do not say whose they are: each goes when it was not used for 30 days`,
  ]);
});

test("an interrupted removal is completed; other folders are kept", async () => {
  const outside = makeOutside();
  renameSync(outside, `${outside}.removed`);
  const other = join(shared, "somebody's");
  mkdirSync(other);
  await removeData();
  expect([`${outside}.removed`, other].map(existsSync)).toEqual([false, true]);
});

/** A process that runs on the data of `outside`, as its lock says. */
async function runOn(outside: string) {
  const data = join(outside, "data");
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)", data], {
    detached: true,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "spawn");
  writeFileSync(join(data, "postmaster.pid"), `${child.pid}\n`);
  return child;
}

test("a Postgres whose stage still runs is kept, even if its clone was deleted", async () => {
  const { clone, outside } = makeState("deleted-while-running");
  const postgres = await runOn(outside);
  rmSync(clone, { recursive: true });
  await removeData();
  expect(existsSync(outside)).toBe(true);
  expect(postgres.exitCode ?? postgres.signalCode).toBeNull();
});

test("a Postgres that outlived its stage is killed when its clone was deleted", async () => {
  const { clone, outside } = makeState("left-over");
  const postgres = await runOn(outside);
  const ended = once(postgres, "exit");
  rmSync(clone, { recursive: true });
  const died = spawn(process.execPath, ["-e", ""]);
  await once(died, "exit");
  change(outside, { pid: died.pid });
  await removeData();
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(existsSync(outside)).toBe(false);
});

test("two concurrent removals do not disturb each other", async () => {
  const gone = Array.from({ length: 5 }, (_each, index) => makeState(`twice-${index}`));
  for (const { clone } of gone) rmSync(clone, { recursive: true });
  await Promise.all([removeData(), removeData()]);
  expect(gone.some(({ outside }) => existsSync(outside))).toBe(false);
});
