import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Every run is shorter. */
const maximumAgeMs = 60 * 60 * 1000;

/** Removes the bundled programs of killed runs from SST's folder. */
export async function removeOldPrograms(platform: string, nowMs: number): Promise<void> {
  const names = await readdir(platform);
  await Promise.all(
    names.map(async (name) => {
      if (!/^stagecraft\..+\.\d+\.mjs$/.test(name)) return;
      const file = join(platform, name);
      // Another run may have removed it meanwhile.
      const found = await stat(file).catch(() => undefined);
      if (found && nowMs - found.mtimeMs > maximumAgeMs) await rm(file, { force: true });
    }),
  );
}
