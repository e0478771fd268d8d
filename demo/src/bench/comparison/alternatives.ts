import { execFile } from "node:child_process";
import { cp, readFile, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { problemOf } from "./problem-of.ts";

const run = promisify(execFile);

const fixtures = fileURLToPath(new URL("../../../fixtures/comparison", import.meta.url));

/** Packages of this repository that the measured functions use as well. */
const linked = ["@stagecraft", "hono", "zod"];

/** What this repository is compared with, installed in a folder of its own. */
export type Alternatives = {
  readonly folder: string;
  /** Why their packages could not be installed. What needs none of them can be measured all the same. */
  readonly problem?: string;
};

/** Installs the packages of the lockfile in a folder. */
type Install = (folder: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Copies `fixtures/comparison` into `folder`, and installs the packages of its lockfile there, which are no dependencies of this
 * repository.
 */
export async function installAlternatives(
  root: string,
  folder: string,
  { install = installLocked, signal }: { readonly install?: Install; readonly signal: AbortSignal },
): Promise<Alternatives> {
  await cp(fixtures, folder, { recursive: true });
  try {
    await install(folder, signal);
  } catch (error) {
    signal.throwIfAborted();
    const modules = join(folder, "node_modules");
    await rm(modules, { recursive: true, force: true });
    await symlink(join(root, "node_modules"), modules);
    return { folder, problem: problemOf(error) };
  }
  for (const name of linked) {
    const link = join(folder, "node_modules", name);
    await rm(link, { recursive: true, force: true });
    await symlink(join(root, "node_modules", name), link);
  }
  return { folder };
}

/** Runs npm. None of the packages needs its install script here. */
const installLocked: Install = async (folder, signal) => {
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  try {
    await run("npm", ["ci", ...options], { cwd: folder, signal });
  } catch (error) {
    const { stderr = "" } = error as { readonly stderr?: string };
    throw new Error(`npm ci failed: ${stderr.trim() || String(error)}`, { cause: error });
  }
};

/** The packages with their installed versions: `fastify 5.12.8`. */
export async function versionsOf(
  { folder }: Alternatives,
  packages: readonly string[],
): Promise<readonly string[]> {
  return Promise.all(
    packages.map(async (name) => {
      const manifest = await readFile(join(folder, "node_modules", name, "package.json"), "utf8");
      const { name: published, version } = JSON.parse(manifest) as Record<string, string>;
      return `${published} ${version}`;
    }),
  );
}
