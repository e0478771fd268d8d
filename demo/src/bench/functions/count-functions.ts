import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** What V8 did to import a bundle: the same in each run. */
export type ImportCounts = {
  /** Functions of the bundle that ran. */
  readonly functions: number;
  readonly bytecodeBytes: number;
};

const program = fileURLToPath(new URL("count-process.ts", import.meta.url));

/**
 * Counts what the import of a bundle runs, in a process of its own.
 *
 * @throws Error with what the process wrote when the import fails
 */
export async function countFunctions(
  bundle: string,
  env: NodeJS.ProcessEnv,
): Promise<ImportCounts> {
  const child = spawn(process.execPath, [program, bundle], {
    env,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const counted = once(child, "message");
  const written = text(child.stderr as NodeJS.ReadableStream);
  const ended = once(child, "close").then(async () => {
    throw new Error(`The import of ${bundle} could not be counted:\n${await written}`);
  });
  const [counts] = await Promise.race([counted, ended]);
  ended.catch(() => {});
  return counts as ImportCounts;
}
