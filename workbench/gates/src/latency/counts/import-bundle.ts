import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { ImportCounts } from "./import-counts.ts";
import { withTaskRoot } from "./with-task-root.ts";

const program = fileURLToPath(new URL("./count-import.ts", import.meta.url));

/** A heap so large that no garbage collection begins during the import: one would drop the bytecode of code that ran once. */
const nodeFlags = ["--initial-heap-size=512", "--min-semi-space-size=64"];

/** The longest init that Lambda allows without a charge is 10 s; a busy machine takes longer. */
const timeoutMs = 60_000;

/** The import of a bundle failed. */
export class ImportError extends Error {}

/**
 * Imports a function's bundle in a process of its own, with the function's environment, and counts what that runs.
 * @throws ImportError with the error that the code threw
 */
export async function importBundle(
  root: string,
  definition: FunctionDefinition,
  names: { readonly app: string; readonly stage: string },
): Promise<ImportCounts> {
  return await withTaskRoot(root, definition, names, async ({ folder, file, cwd, env }) => {
    const result = join(folder, "result.json");
    await run([...nodeFlags, program, file, result], { cwd, env });
    return JSON.parse(await readFile(result, "utf8")) as ImportCounts;
  });
}

function run(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: { readonly [name: string]: string } },
): Promise<void> {
  return new Promise((done, fail) => {
    const settings = { ...options, timeout: timeoutMs, killSignal: "SIGKILL" } as const;
    execFile(process.execPath, args, settings, (error, _stdout, stderr) => {
      if (!error) return done();
      if (error.killed) {
        return fail(new ImportError(`it did not end within ${timeoutMs / 1_000} s`));
      }
      const message = /^\w*Error\b.*$/m.exec(stderr)?.[0] ?? (stderr.trim() || error.message);
      fail(new ImportError(message, { cause: error }));
    });
  });
}
