import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { waiversFile } from "./gate-options.ts";
import { gates } from "./gates.ts";
import { parseWaivers } from "./parse-waivers.ts";
import type { Waiver } from "./waivers.ts";

/** The waivers of the program in `root`. A missing file means none. @throws WaiverError */
export async function readWaivers(root: string): Promise<readonly Waiver[]> {
  const text = await readFile(join(root, waiversFile), "utf8").catch((error) => {
    if (error.code === "ENOENT") return "[]";
    throw error;
  });
  return parseWaivers(text, { file: waiversFile, gates: Object.keys(gates) });
}
