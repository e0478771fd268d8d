import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionEnvironment } from "./function-environment.ts";
import type { ImportCounts } from "./import-counts.ts";

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
  const { bundle } = definition;
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-import-"));
  try {
    const taskRoot = join(folder, "task");
    await mkdir(taskRoot);
    for (const { from, to } of bundle.copies) {
      await mkdir(dirname(join(taskRoot, to)), { recursive: true });
      await symlink(resolve(root, from), join(taskRoot, to));
    }
    const file = join(root, bundle.directory, bundle.handler.replace(/\.[^.]+$/, ".mjs"));
    const result = join(folder, "result.json");
    await run([...nodeFlags, program, file, result], {
      cwd: taskRoot,
      env: functionEnvironment(definition, { taskRoot, ...names }),
    });
    return JSON.parse(await readFile(result, "utf8")) as ImportCounts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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
