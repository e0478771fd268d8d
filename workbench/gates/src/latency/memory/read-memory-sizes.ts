import { readDataFile } from "../read-data-file.ts";
import { type MemorySizes, memorySizesFile } from "./memory-sizes.ts";
import { parseMemorySizes } from "./parse-memory-sizes.ts";

/**
 * The memory sizes of the program in `root`. Undefined when it has no such file.
 * @throws DataFileError for an invalid file
 */
export async function readMemorySizes(root: string): Promise<MemorySizes | undefined> {
  const json = await readDataFile(root, memorySizesFile);
  return json === undefined ? undefined : parseMemorySizes(json);
}
