import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** No run takes longer. */
const oldAfterMs = 60 * 60 * 1000;

/** Removes the bundled programs that killed runs have left in SST's folder. */
export async function sweepPrograms(platform: string, nowMs: number): Promise<void> {
  const names = await readdir(platform);
  await Promise.all(
    names.map(async (name) => {
      if (!/^stagecraft\..+\.\d+\.mjs$/.test(name)) return;
      const file = join(platform, name);
      // Another run may have swept it meanwhile.
      const found = await stat(file).catch(() => undefined);
      if (found && nowMs - found.mtimeMs > oldAfterMs) await rm(file, { force: true });
    }),
  );
}
