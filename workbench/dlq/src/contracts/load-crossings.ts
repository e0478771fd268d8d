import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DlqError } from "../dlq-error.ts";
import type { Crossing } from "./crossing.ts";

/** Where a program keeps its contracts: a module that exports them as the list `crossings`. */
const contractsFile = "packages/contracts/src/crossings.ts";

/**
 * The contracts of the program in `root`; none where it declares none.
 * @throws DlqError when they are there and cannot be read.
 */
export async function loadCrossings(root: string): Promise<readonly Crossing[]> {
  const file = join(root, contractsFile);
  if (!existsSync(file)) return [];
  const module: { readonly crossings?: unknown } = await import(pathToFileURL(file).href).catch(
    (cause: Error) => {
      throw new DlqError(`${contractsFile} cannot be read: ${cause.message}`, { cause });
    },
  );
  if (Array.isArray(module.crossings)) return module.crossings as Crossing[];
  throw new DlqError(`${contractsFile} exports no list \`crossings\` of the program's contracts.`);
}
