import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { stockFile } from "@stagecraft/operations/local-system/stock-file";
import type { Scenario } from "./open-scenario.ts";

/** Imports a catalogue file with these pieces in stock by product code. */
export async function seedStock(
  scenario: Scenario,
  products: { readonly [code: string]: number },
): Promise<void> {
  await putCatalogue(scenario.stage(), scenario.plan, stockFile(products));
  await scenario.waitUntil(async () => {
    const completed = await scenario.query("select 1 from imports where completed_at is not null");
    return completed.length > 0;
  });
}
