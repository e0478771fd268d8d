import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import { findSecrets } from "./find-secrets.ts";

/** What tools write: nobody commits it. */
const written = new Set([".git", ".reports", ".sst", ".stagecraft", ".turbo", "node_modules"]);

/** Larger files are data. */
const largestBytes = 1_000_000;

/** What was read, and the credentials in it. */
export type SecretScan = {
  readonly findings: readonly Finding[];
  readonly filesRead: number;
  /** Too large, or not text. */
  readonly filesLeftOut: number;
};

/**
 * Looks for credentials in the files of the repository, in the code of each function as it is deployed, and in the values of its
 * environment.
 */
export async function secretsInFiles(root: string, plan: Plan): Promise<SecretScan> {
  const functions = functionsOf(plan);
  const folders = [".", ...new Set(functions.map(({ bundle }) => bundle.directory))];
  const paths = (await Promise.all(folders.map((folder) => filesIn(root, folder)))).flat();
  const findings: Finding[] = [];
  let filesLeftOut = 0;
  for (const path of paths) {
    const content = await textOf(join(root, path));
    if (content === undefined) filesLeftOut += 1;
    else findings.push(...(await findingsIn(path, content)));
  }
  for (const { logicalName, environment } of functions) {
    const content = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    findings.push(...(await findingsIn(logicalName, content.join("\n"))));
  }
  return { findings, filesRead: paths.length - filesLeftOut, filesLeftOut };
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return written.has(entry.name) ? [] : filesIn(root, path);
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

async function findingsIn(resource: string, content: string): Promise<readonly Finding[]> {
  const found = await findSecrets(resource, content);
  return found.map(({ line, what }) => ({
    rule: "governance/secret-in-file",
    severity: "error",
    resource,
    message: `Line ${line}: ${what}. Everyone with a copy has it, and a later commit does not remove it.`,
    fix: "Revoke the credential. Keep its successor in the secret store: npx sst secret set",
  }));
}
