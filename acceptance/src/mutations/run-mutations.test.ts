import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runMutations } from "./run-mutations.ts";

let root: string;
let printed: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "stagecraft-mutations-"));
  printed = [];
  await mkdir(join(root, "acceptance/mutations"), { recursive: true });
  await writeFile(join(root, "queue.ts"), "const queue = send(1);\n");
});

afterEach(() => rm(root, { recursive: true }));

async function plant(name: string, edits: readonly object[]) {
  const mutation = { meaning: "m", caughtBy: [], edits };
  const file = join(root, "acceptance/mutations", `${name}.ts`);
  await writeFile(file, `export const planted = ${JSON.stringify(mutation)};\n`);
}

const ask = (options: Partial<Parameters<typeof runMutations>[0]> = {}) =>
  runMutations(
    { names: [], from: undefined, isCheck: true, ...options },
    { root, signal: new AbortController().signal, print: (line) => printed.push(line) },
  );

test("edits that fit are counted, and nothing is written", async () => {
  await plant("one", [{ file: "queue.ts", find: "send(…)", replace: "take()" }]);
  await plant("two", [{ file: "new/topic.ts", create: "const topic = 1;\n" }]);
  expect(await ask()).toBe(0);
  expect(printed).toEqual(["2 planted edits fit"]);
  expect(await readFile(join(root, "queue.ts"), "utf8")).toBe("const queue = send(1);\n");
});

test.each([true, false])(
  "each that does not fit is named with its file and what to do, and none is tried (check: %s)",
  async (isCheck) => {
    await plant("fits", [{ file: "queue.ts", find: "send(…)", replace: "take()" }]);
    await plant("gone", [{ file: "topic.ts", find: "send(…)", replace: "take()" }]);
    await plant("made", [{ file: "queue.ts", create: "" }]);
    await plant("moved", [{ file: "queue.ts", find: "const queue = take", replace: "" }]);
    expect(await ask({ isCheck })).toBe(1);
    expect(printed).toEqual([
      `gone no longer fits:
  topic.ts is not there
  Change acceptance/mutations/gone.ts to what is there now, or delete it.`,
      `made no longer fits:
  queue.ts is there already
  Change acceptance/mutations/made.ts to what is there now, or delete it.`,
      `moved no longer fits:
  queue.ts does not have: const queue = take
    line 1 begins like it: const queue = send(1);
  Change acceptance/mutations/moved.ts to what is there now, or delete it.`,
      "3 of 4 planted edits no longer fit",
    ]);
  },
);

test("only those that were asked for have to fit, from the one that was given on", async () => {
  for (const name of ["a", "b", "c"]) await plant(name, [{ file: "queue.ts", create: "" }]);
  await plant("d", [{ file: "queue.ts", find: "send", replace: "take" }]);
  expect(await ask({ names: ["d"] })).toBe(0);
  expect(await ask({ from: "d" })).toBe(0);
  expect(await ask({ from: "c" })).toBe(1);
  expect(await ask({ names: ["b", "d"], from: "d" })).toBe(0);
});

test("a name that there is not is told with those there are", async () => {
  await plant("one", []);
  await plant("two", []);
  const message = 'There is no planted edit "three". There are one, two';
  await expect(ask({ names: ["one", "three"] })).rejects.toThrow(message);
  await expect(ask({ from: "three" })).rejects.toThrow(message);
});

test("a file that exports no planted edit is named", async () => {
  await writeFile(join(root, "acceptance/mutations/empty.ts"), "export const one = 1;\n");
  await expect(ask()).rejects.toThrow(/empty\.ts has to export one planted edit/);
});
