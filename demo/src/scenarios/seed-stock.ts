import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { csvLine } from "../csv-line.ts";
import { putCatalogue } from "../put-catalogue.ts";
import type { Scenario } from "./open-scenario.ts";

/** Has as many pieces of each of the products in stock, through a catalogue file. */
export async function seedStock(
  scenario: Scenario,
  products: { readonly [code: string]: number },
): Promise<void> {
  const rows = Object.entries(products).map(([code, onHand]) =>
    csvLine([code, `Product ${code}`, "0.01", "999.99", onHand]),
  );
  const csv = [csvLine(catalogueColumns), ...rows, ""].join("\r\n");
  await putCatalogue(scenario.stage(), scenario.plan, csv);
  await scenario.until(async () => {
    const stocked = await scenario.query("select 1 from imports where completed_at is not null");
    return stocked.length > 0;
  });
}
