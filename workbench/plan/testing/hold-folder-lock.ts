import { withFolderLock } from "../src/folder-lock.ts";

/** Holds the lock of a folder until it is killed: `hold-folder-lock.ts FOLDER`. */
const [folder = ""] = process.argv.slice(2);

await withFolderLock(folder, undefined, async () => {
  process.send?.("locked");
  await new Promise((resolve) => setInterval(resolve, 2 ** 31 - 1));
});
