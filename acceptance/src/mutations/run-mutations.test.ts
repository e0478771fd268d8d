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

const run = (options: Partial<Parameters<typeof runMutations>[0]> = {}) =>
  runMutations(
    { names: [], from: undefined, isCheck: true, ...options },
    { root, signal: new AbortController().signal, print: (line) => printed.push(line) },
  );

test("fitting edits are counted, and nothing is written", async () => {
  await plant("one", [{ file: "queue.ts", find: "send(…)", replace: "take()" }]);
  await plant("two", [{ file: "new/topic.ts", create: "const topic = 1;\n" }]);
  expect(await run()).toBe(0);
  expect(printed).toEqual(["2 planted edits fit"]);
  expect(await readFile(join(root, "queue.ts"), "utf8")).toBe("const queue = send(1);\n");
});

test.each([true, false])(
  "edits that do not fit are reported with file and fix, and none is run (check: %s)",
  async (isCheck) => {
    await plant("fits", [{ file: "queue.ts", find: "send(…)", replace: "take()" }]);
    await plant("gone", [{ file: "topic.ts", find: "send(…)", replace: "take()" }]);
    await plant("made", [{ file: "queue.ts", create: "" }]);
    await plant("moved", [{ file: "queue.ts", find: "const queue = take", replace: "" }]);
    expect(await run({ isCheck })).toBe(1);
    expect(printed).toEqual([
      `gone no longer fits:
  topic.ts does not exist
  Adapt acceptance/mutations/gone.ts to the current code, or delete it.`,
      `made no longer fits:
  queue.ts exists already
  Adapt acceptance/mutations/made.ts to the current code, or delete it.`,
      `moved no longer fits:
  queue.ts does not have: const queue = take
    line 1 starts the same way: const queue = send(1);
  Adapt acceptance/mutations/moved.ts to the current code, or delete it.`,
      "3 of 4 planted edits no longer fit",
    ]);
  },
);

test("an edit of the demo is named by its own file", async () => {
  await mkdir(join(root, "demo/mutations"), { recursive: true });
  const mutation = { meaning: "m", caughtBy: [], edits: [{ file: "queue.ts", create: "" }] };
  const file = "demo/mutations/load.ts";
  await writeFile(join(root, file), `export const planted = ${JSON.stringify(mutation)};\n`);
  expect(await run()).toBe(1);
  expect(printed[0]).toContain(`Adapt ${file} to the current code`);
});

test("only the selected edits must fit, starting with --from", async () => {
  for (const name of ["a", "b", "c"]) await plant(name, [{ file: "queue.ts", create: "" }]);
  await plant("d", [{ file: "queue.ts", find: "send", replace: "take" }]);
  expect(await run({ names: ["d"] })).toBe(0);
  expect(await run({ from: "d" })).toBe(0);
  expect(await run({ from: "c" })).toBe(1);
  expect(await run({ names: ["b", "d"], from: "d" })).toBe(0);
});

test("an unknown name is reported with the known names", async () => {
  await plant("one", []);
  await plant("two", []);
  const message = 'There is no planted edit "three". Planted edits: one, two';
  await expect(run({ names: ["one", "three"] })).rejects.toThrow(message);
  await expect(run({ from: "three" })).rejects.toThrow(message);
});

test("a file without a planted edit is named", async () => {
  await writeFile(join(root, "acceptance/mutations/empty.ts"), "export const one = 1;\n");
  await expect(run()).rejects.toThrow(/empty\.ts must export exactly one planted edit/);
});
