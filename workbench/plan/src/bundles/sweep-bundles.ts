import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../plan.ts";
import { sourceMapsOf } from "./source-maps-of.ts";

/** Until then a stage that began with an earlier Plan may still start functions from it. */
const keptForMs = 24 * 60 * 60 * 1000;

/** Removes built bundles, with their source maps, that the Plan does not name and that are older than a day. */
export async function sweepBundles(folder: string, plan: Plan, nowMs: number): Promise<void> {
  const named = new Set(
    Object.values(plan.bundles).flatMap(({ directory, metafile }) => [
      directory.split("/").at(-1),
      sourceMapsOf(directory).split("/").at(-1),
      metafile.split("/").at(-1),
    ]),
  );
  const old = (await readdir(folder)).filter((name) => !named.has(name));
  await Promise.all(
    old.map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found && nowMs - found.mtimeMs > keptForMs) await rm(path, { recursive: true });
    }),
  );
}
