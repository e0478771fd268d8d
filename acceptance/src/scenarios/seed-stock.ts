import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { stockFile } from "@stagecraft/operations/local-system/stock-file";
import type { Scenario } from "./open-scenario.ts";

/** Has as many pieces of each of the products in stock, through a catalogue file. */
export async function seedStock(
  scenario: Scenario,
  products: { readonly [code: string]: number },
): Promise<void> {
  await putCatalogue(scenario.stage(), scenario.plan, stockFile(products));
  await scenario.until(async () => {
    const stocked = await scenario.query("select 1 from imports where completed_at is not null");
    return stocked.length > 0;
  });
}
