import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { buildBundles } from "./build-bundles.ts";
import type { BundleSettings } from "./bundle-settings.ts";
import { createSourcePositions } from "./source-positions.ts";

const source = `import { inner } from "./inner.ts";
export const handler = async (event: { readonly text: string }) => {
  const text = event.text.trim();
  return inner(text);
};
`;
const inner = `// A comment that no bundle contains.
export function inner(text: string): never {
  throw new TypeError(text);
}
`;

/** A program with two functions, and the folder of its bundles. */
async function program(settings: BundleSettings = {}) {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-maps-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "src"));
  await writeFile(join(root, "src/one.ts"), source);
  await writeFile(join(root, "src/two.ts"), source);
  await writeFile(join(root, "src/inner.ts"), inner);
  const output = join(root, ".stagecraft/plan/local/bundles");
  const request = (name: string, debug: boolean) => ({
    name,
    source: `src/${name}.handler`,
    copies: [],
    links: {},
    debug,
    settings: { minify: true, esbuild: { sourcemap: false }, ...settings },
  });
  return {
    root,
    output,
    build: (debug = false) =>
      buildBundles(root, output, [request("one", debug), request("two", debug)]),
  };
}

/** The position at which the built code of a function throws. */
async function positionOf(root: string, directory: string) {
  const lines = (await readFile(join(root, directory, "bundle.mjs"), "utf8")).split("\n");
  const line = lines.findIndex((text) => text.includes("new TypeError"));
  const column = (lines[line] ?? "").indexOf("new TypeError");
  return { path: "bundle.mjs", line: line + 1, column: column + 1 };
}

test.each([
  ["built together", {}, false],
  ["built alone", { splitting: true }, false],
  ["that uploads its map", { sourcemap: true, esbuild: {} }, false],
  ["whose map SST uploads by itself", { esbuild: {} }, false],
  ["that has its map inside", { esbuild: { sourcemap: "inline" } }, false],
  ["built for a debugger", {}, true],
])("a position in a bundle %s is that of its source", async (_what, settings, debug) => {
  const { root, build } = await program(settings);
  const { one } = await build(debug);
  const { directory = "" } = one ?? {};
  const position = await positionOf(root, directory);
  expect(createSourcePositions(root)(directory, position)).toEqual({
    path: "src/inner.ts",
    line: 3,
    column: 9,
  });
});

// SST's builder reads `sourcemap: false` as: the map stays with the code.
test.each<[string, BundleSettings, readonly string[], readonly string[]]>([
  ["sourcemap: false", { sourcemap: false }, ["bundle.mjs", "bundle.mjs.map"], []],
  ["nothing said", { esbuild: {} }, ["bundle.mjs"], ["bundle.mjs.map"]],
  ["esbuild.sourcemap: false", {}, ["bundle.mjs"], []],
])("with %s a deploy uploads as the code %j", async (_what, settings, files, separate) => {
  const { root, build } = await program(settings);
  const { one } = await build();
  expect(await readdir(join(root, one?.directory ?? ""))).toEqual(files);
  expect((one?.sourcemaps ?? []).map((path) => basename(path))).toEqual(separate);
  const code = await readFile(join(root, one?.directory ?? "", "bundle.mjs"), "utf8");
  const namesMap = code.includes("//# sourceMappingURL=bundle.mjs.map");
  expect(namesMap).toBe(files.length + separate.length > 1);
});

test("the map is stored next to the bundle, whose bytes are those of a build without a map", async () => {
  const { root, build: buildAll } = await program();
  const { one } = await buildAll();
  const { directory = "", sha256 } = one ?? {};
  expect(await readdir(join(root, directory))).toEqual(["bundle.mjs"]);
  const built = await readFile(join(root, directory, "bundle.mjs"), "utf8");
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/one.ts")],
    write: false,
    sourcemap: false,
    minify: true,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2024",
    keepNames: true,
    absWorkingDir: root,
    outdir: root,
    banner: { js: bannerOf(built) },
  });
  const [without] = outputFiles;
  expect(without?.text).toBe(built);
  const hash = createHash("sha256")
    .update("bundle.mjs\0")
    .update(without?.contents ?? "");
  expect(hash.digest("hex")).toBe(sha256);
});

/** SST's banner: five lines and one of the function's own. */
const bannerOf = (code: string) => code.split("\n").slice(0, 6).join("\n");

test("the map of code that moved to other lines gives the new lines", async () => {
  const { root, build } = await program();
  const { one } = await build();
  const { directory = "", sha256 } = one ?? {};
  const position = await positionOf(root, directory);
  const positionIn = createSourcePositions(root);
  expect(positionIn(directory, position)?.line).toBe(3);
  await writeFile(join(root, "src/inner.ts"), `// One more.\n${inner}`);
  expect((await build()).one?.sha256).toBe(sha256);
  expect(positionIn(directory, position)?.line).toBe(4);
});

test("a position that no map contains is undefined, not a wrong one", async () => {
  const { root, output, build } = await program();
  const { one } = await build();
  const { directory = "" } = one ?? {};
  const positionIn = createSourcePositions(root);
  // In the banner, and after the end of the bundle.
  expect(positionIn(directory, { path: "bundle.mjs", line: 1, column: 9 })).toBeUndefined();
  expect(positionIn(directory, { path: "bundle.mjs", line: 9_999, column: 1 })).toBeUndefined();
  expect(positionIn(directory, { path: "other.mjs", line: 7, column: 1 })).toBeUndefined();
  expect(
    positionIn("one-0000000000000000", { path: "bundle.mjs", line: 7, column: 1 }),
  ).toBeUndefined();
  const map = join(output, `${directory.split("/").at(-1)}.maps/bundle.mjs.map`);
  await writeFile(map, "{ incomplete");
  const again = createSourcePositions(root);
  expect(again(directory, await positionOf(root, directory))).toBeUndefined();
});
