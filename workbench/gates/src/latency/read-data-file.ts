import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The text of a file of the program in `root`. Undefined when there is no such file. */
export async function readDataFile(root: string, file: string): Promise<string | undefined> {
  return await readFile(join(root, file), "utf8").catch((error) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}
