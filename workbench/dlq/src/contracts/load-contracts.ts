import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DlqError } from "../dlq-error.ts";
import type { Contract } from "./contract.ts";

/** Where a program keeps its contracts: a module that exports them as the list `contracts`. */
const contractsFile = "packages/contracts/src/contracts.ts";

/**
 * The contracts of the program in `root`; none where it declares none.
 * @throws DlqError when they are there and cannot be read.
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
  throw new DlqError(`${contractsFile} exports no list \`contracts\` of the program's contracts.`);
}
