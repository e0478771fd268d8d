import { catalogueColumns } from "@stagecraft/contracts/catalogue-file";
import { csvLine } from "../csv-line.ts";
import { putCatalogue } from "../put-catalogue.ts";
import type { Journey } from "./open-journey.ts";

/** Has as many pieces of each of the products in stock, through a catalogue file. */
export async function stockUp(
  journey: Journey,
  products: { readonly [code: string]: number },
): Promise<void> {
  const rows = Object.entries(products).map(([code, onHand]) =>
    csvLine([code, `Product ${code}`, "0.01", "999.99", onHand]),
  );
  const csv = [csvLine(catalogueColumns), ...rows, ""].join("\r\n");
  await putCatalogue(journey.stage(), journey.plan, csv);
  await journey.until(async () => {
    const stocked = await journey.query("select 1 from imports where completed_at is not null");
    return stocked.length > 0;
  });
}
