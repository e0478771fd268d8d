import { createHash } from "node:crypto";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Bundle } from "@stagecraft/plan/plan";

/**
 * A copy of a function's built code with other JavaScript in it.
 * @param root what the bundle's paths are relative to
 * @param to a new folder for the copy
 */
export async function withCode(
  bundle: Bundle,
  { root, to, edit }: { root: string; to: string; edit: (code: string) => string },
): Promise<Bundle> {
  await cp(resolve(root, bundle.directory), to, { recursive: true });
  const file = join(to, "bundle.mjs");
  const code = edit(await readFile(file, "utf8"));
  await writeFile(file, code);
  const sha256 = createHash("sha256").update(code).digest("hex");
  return { ...bundle, directory: to, sha256 };
}
