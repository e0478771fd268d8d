import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { ImportSettings } from "../counts/with-task-root.ts";

const program = fileURLToPath(new URL("./print-import-cpu.mjs", import.meta.url));

/** A busy machine takes longer than Lambda allows. */
const timeoutMs = 60_000;

/**
 * The CPU time in milliseconds of a new process that imports a module and ends. Undefined when the import fails: the counts of the same
 * import say why.
 */
export async function importCpuMs({
  file,
  cwd,
  env,
}: Pick<ImportSettings, "file" | "cwd" | "env">): Promise<number | undefined> {
  const child = spawn(process.execPath, [program, file], {
    cwd,
    env,
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const output = child.stdio[3];
  const [microseconds] = await Promise.all([
    text(output as NodeJS.ReadableStream),
    once(child, "exit"),
  ]);
  return microseconds === "" ? undefined : Number(microseconds) / 1_000;
}
