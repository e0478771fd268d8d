import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { missing, type Outcome, ok } from "../check.ts";
import type { Machine } from "../context.ts";

const program = "node_modules/.bin/node";

/** The Node with which `npx sst` runs the program has the major version in .node-version, or a later one. */
export async function nodeVersion({ root }: Machine): Promise<Outcome> {
  const wanted = (await readFile(join(root, ".node-version"), "utf8").catch(() => "")).trim();
  const version = await versionOf(join(root, program));
  if (version === undefined) return missing(`${program} does not run`, "npm run setup");
  if (majorOf(version) < majorOf(wanted)) {
    return missing(
      `${program} is ${version}, and .node-version requires ${wanted}`,
      `npm install --save-dev --save-exact node@${wanted.replace(/^v/, "")}`,
    );
  }
  return ok(`${version} runs the SST CLI (${program})`);
}

async function versionOf(node: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(node, ["--version"]);
    return /^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** 0 without a required version. */
function majorOf(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}
