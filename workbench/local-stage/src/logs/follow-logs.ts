import { existsSync, watch } from "node:fs";
import { readdir } from "node:fs/promises";
import type { LogLine } from "./log-line.ts";
import { newLinesOf } from "./read-new-lines.ts";

/** The functions that have a log in a folder, by logical name. */
export async function functionsWithLogs(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.flatMap((name) =>
    name.endsWith(".jsonl") ? [name.slice(0, -".jsonl".length)] : [],
  );
}

/**
 * The lines of a stage's function logs, a batch at a time in the order of their time: first the existing ones (the batch
 * may be empty), then new ones until `signal` or until the folder is removed.
 */
export async function* followLogs(options: {
  /** The stage's `logs` folder, which must exist. */
  readonly directory: string;
  /** One function, by logical name; without it all, including those that log for the first time. */
  readonly functionName?: string | undefined;
  /** Without it only the existing lines are read. */
  readonly signal?: AbortSignal | undefined;
}): AsyncGenerator<readonly LogLine[]> {
  const { directory, functionName, signal } = options;
  const readers = new Map<string, () => Promise<LogLine[]>>();
  const readAll = async () => {
    const names = functionName === undefined ? await functionsWithLogs(directory) : [functionName];
    const batches = await Promise.all(
      names.map((name) => {
        const read = readers.get(name) ?? newLinesOf(directory, `${name}.jsonl`);
        readers.set(name, read);
        return read();
      }),
    );
    return batches.flat().toSorted((a, b) => a.timestampMs - b.timestampMs);
  };
  if (!signal) {
    yield await readAll();
    return;
  }
  let isFirst = true;
  let changed = Promise.withResolvers<void>();
  const watcher = watch(directory, { signal }, () => changed.resolve());
  watcher.on("error", () => {});
  signal.addEventListener("abort", () => changed.resolve());
  try {
    while (!signal.aborted) {
      changed = Promise.withResolvers();
      const lines = await readAll();
      if (lines.length > 0 || isFirst) yield lines;
      isFirst = false;
      if (!existsSync(directory)) return;
      if (!signal.aborted) await changed.promise;
    }
  } finally {
    watcher.close();
  }
}
