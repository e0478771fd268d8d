import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sstInstalled } from "./sst-installed.ts";

/** The files that npm and `sst install` install. */
const whole: Readonly<Record<string, string>> = {
  "package.json": '{ "devDependencies": { "sst": "4.17.1" } }',
  "node_modules/sst/package.json": '{ "version": "4.17.1" }',
  [`node_modules/sst-${platform()}-${arch()}/package.json`]: '{ "version": "4.17.1" }',
  ".sst/platform/version": "4.17.1",
  ".sst/platform/node_modules/@pulumi/pulumi/package.json": "{}",
};

/** A folder with these files; null removes one. */
async function clone(other: Readonly<Record<string, string | null>> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "stagecraft-doctor-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const [file, text] of Object.entries({ ...whole, ...other })) {
    if (text === null) continue;
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

test.each([{}, { "package.json": '{ "dependencies": { "sst": "^4.17.0" } }' }])(
  "CLI and components of the same version: ok",
  async (other) => {
    expect(await sstInstalled({ root: await clone(other) })).toEqual({
      state: "ok",
      what: "SST 4.17.1 with its components",
    });
  },
);

test.each([
  [{ "node_modules/sst/package.json": null }, "the SST CLI is not installed"],
  [
    { [`node_modules/sst-${platform()}-${arch()}/package.json`]: null },
    `the SST CLI is not installed for ${platform()} ${arch()}`,
  ],
  [
    { "package.json": '{ "devDependencies": { "sst": "4.18.0" } }' },
    "the SST CLI is 4.17.1, and package.json requires 4.18.0",
  ],
  [{ ".sst/platform/version": null }, "SST's components are not installed (.sst/platform)"],
  [
    { ".sst/platform/node_modules/@pulumi/pulumi/package.json": null },
    "SST's components are not installed (.sst/platform)",
  ],
  [
    { ".sst/platform/version": "4.16.0" },
    "SST's components are of 4.16.0, and its CLI is 4.17.1 (.sst/platform)",
  ],
])("an incomplete installation is missing: %j", async (other, what) => {
  expect(await sstInstalled({ root: await clone(other) })).toEqual({
    state: "missing",
    what,
    fix: "npm run setup",
  });
});
