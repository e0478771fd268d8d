import { relative } from "node:path";
import { watch } from "chokidar";

/** How long to wait after a save for others that belong to it. */
const quietMs = 50;

/** Installed packages and hidden folders: what tools write, not people. */
const notWatched = /(^|\/)(node_modules|\.[^/]+)(\/|$)/;

/**
 * Calls `onSaved` with the files (relative to `root`) that were saved, added or removed since the last call, one call
 * after the other. It must not reject.
 */
export async function watchFiles(
  root: string,
  onSaved: (paths: readonly string[]) => Promise<void>,
): Promise<{ close(): Promise<void> }> {
  const saved = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let calls = Promise.resolve();
  const watcher = watch(root, {
    ignored: (path) => notWatched.test(relative(root, path)),
    ignoreInitial: true,
  });
  watcher.on("all", (event, path) => {
    if (event.endsWith("Dir")) return;
    saved.add(relative(root, path));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...saved].toSorted();
      saved.clear();
      calls = calls.then(() => onSaved(paths));
    }, quietMs);
  });
  await new Promise<void>((resolve) => watcher.once("ready", resolve));
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
      await calls;
    },
  };
}
