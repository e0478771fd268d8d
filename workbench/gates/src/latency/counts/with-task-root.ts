import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionEnvironment } from "./function-environment.ts";

/** What a process that imports a function's code needs. */
export type ImportSettings = {
  /** A temporary folder, for results. */
  readonly folder: string;
  /** The file with the handler. */
  readonly file: string;
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
};

/** Gives `work` a folder with the function's copied files, as Lambda has them, and removes it afterwards. */
export async function withTaskRoot<Result>(
  root: string,
  definition: FunctionDefinition,
  names: { readonly app: string; readonly stage: string },
  work: (settings: ImportSettings) => Promise<Result>,
): Promise<Result> {
  const { bundle } = definition;
  const folder = await mkdtemp(join(tmpdir(), "stagecraft-import-"));
  try {
    const taskRoot = join(folder, "task");
    await mkdir(taskRoot);
    for (const { from, to } of bundle.copies) {
      await mkdir(dirname(join(taskRoot, to)), { recursive: true });
      await symlink(resolve(root, from), join(taskRoot, to));
    }
    return await work({
      folder,
      file: join(root, bundle.directory, bundle.handler.replace(/\.[^.]+$/, ".mjs")),
      cwd: taskRoot,
      env: functionEnvironment(definition, { taskRoot, ...names }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
