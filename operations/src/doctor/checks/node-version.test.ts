import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath, versions } from "node:process";
import { expect, onTestFinished, test } from "vitest";
import { nodeVersion } from "./node-version.ts";

/** A folder with an installed Node and a required Node version. */
async function clone(wanted: string | undefined, node = execPath): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-doctor-"));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, "node_modules/.bin"), { recursive: true });
  await symlink(node, join(root, "node_modules/.bin/node"));
  if (wanted !== undefined) await writeFile(join(root, ".node-version"), `${wanted}\n`);
  return root;
}

test.each([versions.node, "v20.0.0", "24", undefined])("%s is required: ok", async (wanted) => {
  expect(await nodeVersion({ root: await clone(wanted) })).toMatchObject({
    state: "ok",
    what: expect.stringContaining(versions.node),
  });
});

test("an older major version is missing", async () => {
  expect(await nodeVersion({ root: await clone("v99.1.0") })).toMatchObject({
    state: "missing",
    what: `node_modules/.bin/node is ${versions.node}, and .node-version requires v99.1.0`,
    fix: "npm install --save-dev --save-exact node@99.1.0",
  });
});

test.each(["/nowhere/node", "/bin/false"])(
  "a Node that does not run is missing: %s",
  async (node) => {
    expect(await nodeVersion({ root: await clone("24", node) })).toMatchObject({
      state: "missing",
      fix: "npm run setup",
    });
  },
);
