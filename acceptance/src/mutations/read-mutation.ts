import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutation, NamedMutation } from "./mutation.ts";

/**
 * Reads the planted edit that a file exports.
 * @throws Error naming the file when it does not export exactly one planted edit.
 */
export async function readMutation(root: string, file: string): Promise<NamedMutation> {
  const module: Record<string, Mutation> = await import(pathToFileURL(join(root, file)).href);
  const [mutation, ...others] = Object.values(module);
  if (!mutation?.edits || others.length > 0) {
    throw new Error(`${file} must export exactly one planted edit (a Mutation)`);
  }
  return { ...mutation, name: basename(file, ".ts"), file };
}
