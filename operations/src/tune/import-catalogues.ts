import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Plan } from "@stagecraft/plan/plan";
import { operatorPool } from "../local-system/operator-pool.ts";
import { putCatalogue } from "../local-system/put-catalogue.ts";
import type { System } from "../local-system/start-system.ts";
import { stockFile } from "../local-system/stock-file.ts";
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
  const sql = operatorPool(system.stage, 1);
  const completed = async () => {
    const { rows } = await sql.query<{ count: string }>(
      "select count(*) as count from imports where completed_at is not null",
    );
    return Number(rows[0]?.count);
  };
  try {
    for (let number = 1; number <= count; number += 1) {
      const codes = Array.from({ length: importedRows - 1 }, (_, row) => [`ROW-${row}`, number]);
      const stock = { ...Object.fromEntries(codes), [orderedProduct]: onHand + number };
      const before = await completed();
      await putCatalogue(system.stage, plan, stockFile(stock));
      const done = async () => (await completed()) > before;
      const externalSystems = [system.payments.externalSystem];
      if (await system.stage.settle({ done, skip: false, externalSystems, signal })) continue;
      throw new VisibleError(
        "A catalogue was not imported: npm run logs -- catalog-import --once shows why.",
      );
    }
  } finally {
    await sql.end();
  }
}

/**
 * A Plan with which CatalogImport has no time for a file, so that CatalogContinue imports it: it stops when 20 seconds are left
 * (services/catalog-import/src/import-rows.ts).
 */
export function withContinuedImports(plan: Plan): Plan {
  return withTimeout(plan, "CatalogImport", 20);
}
