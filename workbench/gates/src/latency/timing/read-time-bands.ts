import { readDataFile } from "../read-data-file.ts";
import { parseTimeBands } from "./parse-time-bands.ts";
import { type TimeBands, timeBandsFile } from "./time-bands.ts";

/**
 * The time bands of the program in `root`. A missing file has none.
 * @throws DataFileError for an invalid file
 */
export async function readTimeBands(root: string): Promise<Pick<TimeBands, "init" | "warm">> {
  const json = await readDataFile(root, timeBandsFile);
  return json === undefined ? { init: {}, warm: {} } : parseTimeBands(json);
}
