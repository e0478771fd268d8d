import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DlqError } from "../dlq-error.ts";
import type { Contract, Payload } from "./contract.ts";

/** A module that exports the list `contracts`. */
const contractsFile = "packages/contracts/src/contracts.ts";

/** A module that exports `redact(payload, value)`. */
const redactFile = "packages/contracts/src/personal/redact.ts";

/** A contract as its module declares it. */
type Declared = Omit<Contract, "payload"> & {
  readonly payload: Omit<Payload, "redact"> | null;
};

type Redact = (payload: Omit<Payload, "redact">, value: unknown) => unknown;

/**
 * The contracts of the program in `root`; empty when it has none.
 * @throws DlqError when a module exists and cannot be read.
 */
export async function loadContracts(root: string): Promise<readonly Contract[]> {
  const { contracts = [] } = await load<{ contracts: readonly Declared[] }>(root, contractsFile);
  if (!Array.isArray(contracts)) {
    throw new DlqError(`${contractsFile} does not export a list \`contracts\`.`);
  }
  const { redact = hideAll } = await load<{ redact: Redact }>(root, redactFile);
  return contracts.map((contract: Declared): Contract => {
    const { payload } = contract;
    return {
      ...contract,
      payload: payload && { ...payload, redact: (value) => redact(payload, value) },
    };
  });
}

function hideAll(): string {
  return `(hidden: the program has no ${redactFile}, which says what is personal)`;
}

async function load<Module>(root: string, path: string): Promise<Partial<Module>> {
  const file = join(root, path);
  if (!existsSync(file)) return {};
  return await import(pathToFileURL(file).href).catch((cause: Error) => {
    throw new DlqError(`${path} cannot be read: ${cause.message}`, { cause });
  });
}
