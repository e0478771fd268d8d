import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Evidence } from "@stagecraft/gates/evidence";
import type { Use } from "@stagecraft/local-stage/authority";

/** Each use that any journey left in the folder, once, in one order. */
export async function recordedUses(folder: string): Promise<Evidence["uses"]> {
  const byKey = new Map<string, Evidence["uses"][number]>();
  for (const file of await readdir(folder)) {
    const uses = JSON.parse(await readFile(join(folder, file), "utf8")) as readonly Use[];
    for (const { roleArn, action, resource } of uses) {
      byKey.set(`${roleArn} ${action} ${resource}`, { roleArn, action, resource });
    }
  }
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}
