import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Evidence } from "@stagecraft/gates/evidence";
import type { RecordedPermissions } from "@stagecraft/operations/local-system/record-permissions-used";
import { EvidenceError } from "./evidence-error.ts";

/**
 * Reads the permissions that stages of the program in `root` recorded in the folder, sorted and without duplicates.
 * @throws EvidenceError when there are none, or a record has the hash of another Plan.
 */
export async function readRecordedPermissions(
  folder: string,
  { root, plan }: { readonly root: string; readonly plan: string },
): Promise<Evidence["permissionsUsed"]> {
  const byKey = new Map<string, Evidence["permissionsUsed"][number]>();
  for (const recorded of await recordsIn(folder)) {
    // Tests also run changed copies of the program.
    if (recorded.root !== resolve(root)) continue;
    if (recorded.plan !== plan) {
      throw new EvidenceError(
        "the program changed while its permissions were recorded. Run it again.",
      );
    }
    for (const { roleArn, action, resource } of recorded.permissionsUsed) {
      byKey.set(`${roleArn} ${action} ${resource}`, { roleArn, action, resource });
    }
  }
  if (byKey.size === 0) throw new EvidenceError("no stage recorded any permission.");
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
