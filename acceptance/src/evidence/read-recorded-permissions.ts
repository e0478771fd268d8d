import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Evidence } from "@stagecraft/gates/evidence";
import type { RecordedPermissions } from "@stagecraft/operations/local-system/record-permissions-used";
import { EvidenceError } from "./evidence-error.ts";

/**
 * Each use that a stage of the program in `root` left in the folder, once, in one order.
 * @throws EvidenceError when there is none, or one was left by the program as it was before.
 */
export async function readRecordedPermissions(
  folder: string,
  { root, plan }: { readonly root: string; readonly plan: string },
): Promise<Evidence["permissionsUsed"]> {
  const byKey = new Map<string, Evidence["permissionsUsed"][number]>();
  for (const recorded of await recordsIn(folder)) {
    // Tests also run copies of the program, with faults of their own.
    if (recorded.root !== resolve(root)) continue;
    if (recorded.plan !== plan) {
      throw new EvidenceError(
        "the program was changed while its evidence was taken; take it again.",
      );
    }
    for (const { roleArn, action, resource } of recorded.permissionsUsed) {
      byKey.set(`${roleArn} ${action} ${resource}`, { roleArn, action, resource });
    }
  }
  if (byKey.size === 0) throw new EvidenceError("nothing was left to see: no stage saw any use.");
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}

async function recordsIn(folder: string): Promise<readonly RecordedPermissions[]> {
  try {
    const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    return texts.map((text) => JSON.parse(text) as RecordedPermissions);
  } catch (cause) {
    throw new EvidenceError(`${folder} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}
