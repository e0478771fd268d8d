import { VisibleError } from "@stagecraft/cli/visible-error";
import type { Plan } from "@stagecraft/plan/plan";
import { countPendingImports } from "./count-pending.ts";
import { operatorPool } from "./operator-pool.ts";
import { putCatalogue } from "./put-catalogue.ts";
import type { System } from "./start-system.ts";
import { stockFile } from "./stock-file.ts";

/**
 * Imports a catalogue with these pieces in stock by product code, in real time.
 * @throws VisibleError when the import does not end
 */
export async function importStock(
  { stage, payments }: System,
  plan: Plan,
  pieces: { readonly [code: string]: number },
  signal: AbortSignal,
): Promise<void> {
  await putCatalogue(stage, plan, stockFile(pieces));
  const sql = operatorPool(stage, 1);
  try {
    const imported = await stage.settle({
      done: async () => (await countPendingImports(sql)) === 0,
      skip: false,
      externalSystems: [payments.externalSystem],
      signal,
    });
    if (!imported) {
      throw new VisibleError(
        `${Object.keys(pieces).join(", ")} was not imported: npm run logs -- catalog-import --once shows why.`,
      );
    }
  } finally {
    await sql.end();
  }
}
