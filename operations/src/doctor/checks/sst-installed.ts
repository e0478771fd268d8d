import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { missing, type Outcome, ok } from "../check.ts";
import type { Machine } from "../context.ts";

/** The SST CLI of the version in package.json is installed for this machine, with the components of the same version. */
export async function sstInstalled({ root }: Machine): Promise<Outcome> {
  const { devDependencies, dependencies } = await readJson(join(root, "package.json"));
  const wanted = devDependencies?.sst ?? dependencies?.sst;
  const [{ version: cli }, { version: program }] = await Promise.all([
    readJson(join(root, "node_modules/sst/package.json")),
    readJson(join(root, `node_modules/sst-${platform()}-${arch()}/package.json`)),
  ]);
  const platformFolder = join(root, ".sst/platform");
  const components = (
    await readFile(join(platformFolder, "version"), "utf8").catch(() => "")
  ).trim();
  const lacks = (what: string) => missing(what, "npm run setup");
  if (cli === undefined) return lacks("the SST CLI is not installed");
  if (program === undefined) {
    return lacks(`the SST CLI is not installed for ${platform()} ${arch()}`);
  }
  // npm checks a version range when it installs.
  if (wanted && /^\d/.test(wanted) && wanted !== cli) {
    return lacks(`the SST CLI is ${cli}, and package.json requires ${wanted}`);
  }
  if (!components || !existsSync(join(platformFolder, "node_modules/@pulumi/pulumi"))) {
    return lacks("SST's components are not installed (.sst/platform)");
  }
  if (components !== cli) {
    return lacks(`SST's components are of ${components}, and its CLI is ${cli} (.sst/platform)`);
  }
  return ok(`SST ${cli} with its components`);
}

type PackageFile = {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

/** Empty for a missing or incomplete file. */
async function readJson(file: string): Promise<PackageFile> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return {};
  }
}
