import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

/** Runs each piece of code and gives what it returned, or the code of its error. */
const attempts = `import fs, { createWriteStream, writeFileSync } from "node:fs";
  import fsp, { writeFile } from "node:fs/promises";
  import { tmpdir } from "node:os";
  import { join } from "node:path";
  import { finished } from "node:stream/promises";
  const scope = { fs, createWriteStream, writeFileSync, fsp, writeFile, tmpdir, join, finished };
  export const handler = async (codes) => Promise.all(codes.map(async (code) => {
    const run = new Function(...Object.keys(scope), "return (async () => " + code + ")()");
    try { return (await run(...Object.values(scope))) ?? null; } catch (error) { return error.code ?? String(error); }
  }));`;

async function attempt(
  codes: readonly string[],
  { setUp = (_root: string) => {}, ephemeralStorageMb = 512 } = {},
) {
  const { lambda, root } = startLambda({ f: { code: attempts, ephemeralStorageMb } });
  setUp(root);
  const outcome = await lambda.run("f", codes);
  return { root, results: (outcome as { payload: unknown[] }).payload };
}

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html
test.each([
  ["a file of the bundle's", "writeFileSync('bundle.mjs', '')"],
  ["a new file", "writeFileSync('new', 'x')"],
  ["with a promise", "writeFile('new', 'x')"],
  ["with a callback", "new Promise((y, n) => fs.writeFile('new', 'x', (e) => e ? n(e) : y()))"],
  ["with a stream", "finished(createWriteStream('new').end('x'))"],
  ["an open file", "fs.openSync('new', 'w')"],
  ["a handle", "fsp.open('bundle.mjs', fs.constants.O_RDWR)"],
  ["an appended line", "fs.appendFileSync('bundle.mjs', 'x')"],
  ["a folder", "fs.mkdirSync('a/b', { recursive: true })"],
  ["a temporary folder elsewhere", "fs.mkdtempSync('a-')"],
  ["a removal", "fs.rmSync('bundle.mjs')"],
  ["a removal by its other name", "fs.unlinkSync('bundle.mjs')"],
  ["a file moved in", "fs.renameSync(join(tmpdir(), 'x'), 'x')"],
  ["a copy", "fs.copyFileSync('bundle.mjs', 'copy.mjs')"],
  ["a link", "fs.symlinkSync('bundle.mjs', 'link.mjs')"],
  ["a URL", "writeFileSync(new URL('file:///var/task/new'), 'x')"],
  ["the person's home", "fs.mkdirSync('/home/sbx_user1051', { recursive: true })"],
])("outside /tmp the file system is read-only: %s", async (_what, code) => {
  const { root, results } = await attempt([code]);
  expect(results).toEqual(["EROFS"]);
  expect(existsSync(join(root, "built/f/new"))).toBe(false);
});

test("the error of a write outside /tmp is Node's EROFS", async () => {
  const { results } = await attempt([
    "{ try { writeFileSync('/var/task/new', ''); } catch (error) { return { ...error, message: error.message }; } }",
  ]);
  expect(results).toEqual([
    {
      errno: -30,
      code: "EROFS",
      syscall: "open",
      path: "/var/task/new",
      message: "EROFS: read-only file system, open '/var/task/new'",
    },
  ]);
});

test("a write that changes nothing outside /tmp is not refused", async () => {
  const { results } = await attempt([
    "fs.mkdirSync(process.cwd(), { recursive: true })",
    "fs.rmSync('gone', { force: true })",
    "fs.unlinkSync('gone')",
    "fs.closeSync(fs.openSync('bundle.mjs', 'r'))",
    "writeFileSync('/dev/null', 'x')",
    "writeFileSync(1, '')",
  ]);
  expect(results).toEqual([null, null, "ENOENT", null, null, null]);
});

test("each environment has its own /tmp, under all of its names", async () => {
  const { results } = await attempt([
    "{ fs.mkdirSync('/tmp/a'); writeFileSync('/tmp/a/b', 'own'); fs.renameSync('/tmp/a/b', '/tmp/a/c');" +
      "return [fs.readFileSync(join(tmpdir(), 'a/c'), 'utf8'), fs.readFileSync('/tmp/a/c', 'utf8'), fs.readdirSync('/tmp/a')]; }",
    "{ const handle = await fsp.open(join(tmpdir(), 'd'), 'w'); await handle.writeFile('x'); await handle.close();" +
      "await finished(createWriteStream('/tmp/e').end('x')); return (await fsp.stat('/tmp/e')).size; }",
  ]);
  expect(results).toEqual([["own", "own", ["c"]], 1]);
  expect(existsSync("/tmp/a/c")).toBe(false);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test.each([
  ["a file", "writeFileSync('/tmp/b', Buffer.alloc(600_000))"],
  ["a stream", "finished(createWriteStream('/tmp/b').end(Buffer.alloc(600_000)))"],
  [
    "a handle",
    "{ const handle = await fsp.open('/tmp/b', 'w'); try { await handle.write(Buffer.alloc(600_000)); } finally { await handle.close(); } }",
  ],
  [
    "a whole file through a handle",
    "{ const handle = await fsp.open('/tmp/b', 'w'); try { await handle.writeFile(Buffer.alloc(600_000)); } finally { await handle.close(); } }",
  ],
  ["a copy", "fs.copyFileSync('/tmp/a', '/tmp/b')"],
])("above its ephemeral storage a function gets ENOSPC from %s", async (_what, code) => {
  const { results } = await attempt(
    [
      `{ writeFileSync('/tmp/a', Buffer.alloc(600_000)); return ${code.startsWith("{") ? `(async () => ${code})()` : code}; }`,
    ],
    { ephemeralStorageMb: 1 },
  );
  expect(results).toEqual(["ENOSPC"]);
});

test("removing files from /tmp makes room again", async () => {
  const write = "writeFileSync('/tmp/a', Buffer.alloc(600_000)); fs.rmSync('/tmp/a');";
  const { results } = await attempt([`{ ${write} ${write} ${write} }`], { ephemeralStorageMb: 1 });
  expect(results).toEqual([null]);
});

test("the bundle's files are read through links", async () => {
  const { results } = await attempt(["fs.readFileSync('words/one.txt', 'utf8')"], {
    setUp(root) {
      mkdirSync(join(root, "built/f/words"));
      writeFileSync(join(root, "built/f/words/one.txt"), "one");
    },
  });
  expect(results).toEqual(["one"]);
});
