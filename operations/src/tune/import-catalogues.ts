import type { Plan } from "@stagecraft/plan/plan";
import { importStock } from "../local-system/import-stock.ts";
import type { System } from "../local-system/start-system.ts";
import { withTimeout } from "../local-system/with-timeout.ts";

/** The product that the orders are of. */
export const orderedProduct = "TUNE-1";

const importedRows = 5_000;

/**
 * Imports as many catalogues, one after the other. No two are equal, because what was imported is not imported again.
 * @param onHand pieces of the ordered product
 */
export async function importCatalogues(
  system: System,
  plan: Plan,
  {
    count,
    onHand,
    signal,
  }: { readonly count: number; readonly onHand: number; readonly signal: AbortSignal },
): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const codes = Array.from({ length: importedRows - 1 }, (_, index) => [`ROW-${index}`, number]);
    const stock = { ...Object.fromEntries(codes), [orderedProduct]: onHand + number };
    await importStock(system, plan, stock, signal);
  }
}

/**
 * A Plan with which CatalogImport has no time for a file, so that CatalogContinue imports it: it stops when 20 seconds are left
 * (services/catalog-import/src/import-rows.ts).
 */
export function withContinuedImports(plan: Plan): Plan {
  return withTimeout(plan, "CatalogImport", 20);
}
