import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import type { Use } from "@stagecraft/local-stage/authority";

/** Names the folder in which journeys leave what they saw; without it they leave nothing. */
export const usesFolderVariable = "STAGECRAFT_USES_FOLDER";

/** Leaves the permissions that a journey's stage saw used to whoever takes evidence. */
export async function recordUses(uses: readonly Use[]): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the journeys run in processes of their own, and this is how they hear of it
  const folder = env[usesFolderVariable];
  if (folder) await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(uses));
}
