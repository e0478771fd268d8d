import { stat } from "node:fs/promises";

/** Whether there is a file or a folder at a path. */
export async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
