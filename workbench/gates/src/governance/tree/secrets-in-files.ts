import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type FoundSecret, findSecrets } from "./find-secrets.ts";

/** What tools write, and what stays on one machine: git ignores it. */
const uncommitted = /^(\.(git|reports|sst|stagecraft|turbo)|node_modules|\.env.*|.*\.log)$/;

/** Larger files are data. */
const largestBytes = 1_000_000;

/** What was read, and the credentials in it. */
export type SecretScan = {
  /** By file, or by function for its environment. */
  readonly secrets: readonly (FoundSecret & { readonly place: string })[];
  readonly filesRead: number;
  /** Too large, or not text. */
  readonly filesLeftOut: number;
};

/** The scans of repositories in this process: several stages have the same files. */
const scanned = new Map<string, Promise<SecretScan>>();

/**
 * Looks for credentials in the files of the repository, in the code of each function as it is deployed, and in the values of its
 * environment.
 */
export async function secretsInFiles(root: string, plan: Plan): Promise<SecretScan> {
  const functions = functionsOf(plan);
  const ofTree = scanned.get(root) ?? filesIn(root, ".").then((paths) => scan(root, paths));
  scanned.set(root, ofTree);
  const bundles = await Promise.all(functions.map(({ bundle }) => filesIn(root, bundle.directory)));
  const scans = await Promise.all([ofTree, scan(root, [...new Set(bundles.flat())])]);
  const ofEnvironments = functions.map(({ logicalName, environment }) =>
    secretsIn(
      logicalName,
      Object.entries(environment)
        .map(([name, value]) => `${name}=${value}`)
        .join("\n"),
    ),
  );
  return {
    secrets: [
      ...scans.flatMap(({ secrets }) => secrets),
      ...(await Promise.all(ofEnvironments)).flat(),
    ],
    filesRead: scans.reduce((sum, { filesRead }) => sum + filesRead, 0),
    filesLeftOut: scans.reduce((sum, { filesLeftOut }) => sum + filesLeftOut, 0),
  };
}

async function scan(root: string, paths: readonly string[]): Promise<SecretScan> {
  const secrets: SecretScan["secrets"][number][] = [];
  let filesLeftOut = 0;
  for (const path of paths) {
    const content = await textOf(join(root, path));
    if (content === undefined) filesLeftOut += 1;
    else secrets.push(...(await secretsIn(path, content)));
  }
  return { secrets, filesRead: paths.length - filesLeftOut, filesLeftOut };
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const committed = entries.filter(({ name }) => !uncommitted.test(name));
  const lists = await Promise.all(
    committed.map(async (entry) => {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(root, path);
      return entry.isFile() ? [path] : [];
    }),
  );
  return lists.flat();
}

/** Undefined for a large file and one that is not text. */
async function textOf(path: string): Promise<string | undefined> {
  if ((await stat(path)).size > largestBytes) return undefined;
  const content = await readFile(path, "utf8");
  return content.includes("\0") ? undefined : content;
}

async function secretsIn(place: string, content: string): Promise<SecretScan["secrets"]> {
  return (await findSecrets(place, content)).map((found) => ({ ...found, place }));
}
