import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DlqError } from "../dlq-error.ts";
import type { Contract } from "./contract.ts";

/** A module that exports the list `contracts`. */
const contractsFile = "packages/contracts/src/contracts.ts";

/**
 * The contracts of the program in `root`; empty when it has none.
 * @throws DlqError when the file exists and cannot be read.
 */
export async function loadContracts(root: string): Promise<readonly Contract[]> {
  const file = join(root, contractsFile);
  if (!existsSync(file)) return [];
  const module: { readonly contracts?: unknown } = await import(pathToFileURL(file).href).catch(
    (cause: Error) => {
      throw new DlqError(`${contractsFile} cannot be read: ${cause.message}`, { cause });
    },
  );
  if (Array.isArray(module.contracts)) return module.contracts as Contract[];
  throw new DlqError(`${contractsFile} does not export a list \`contracts\`.`);
}
