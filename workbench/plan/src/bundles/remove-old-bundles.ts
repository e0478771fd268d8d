import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../plan.ts";
import { sourceMapFolder } from "./source-map-folder.ts";

/** A stage that started with an earlier Plan may still start functions from its bundles. */
const maximumAgeMs = 24 * 60 * 60 * 1000;

/** Removes built bundles, with their source maps, that the Plan does not name and that are older than a day. */
export async function removeOldBundles(folder: string, plan: Plan, nowMs: number): Promise<void> {
  const named = new Set(
    Object.values(plan.bundles).flatMap(({ directory, metafile }) => [
      directory.split("/").at(-1),
      sourceMapFolder(directory).split("/").at(-1),
      metafile.split("/").at(-1),
    ]),
  );
  const old = (await readdir(folder)).filter((name) => !named.has(name));
  await Promise.all(
    old.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && nowMs - found.mtimeMs > maximumAgeMs) await rm(path, { recursive: true });
    }),
  );
}
