import { VisibleError } from "@stagecraft/cli/visible-error";
import type { PriceList } from "./price.ts";
import usEast1 from "./us-east-1.json" with { type: "json" };

/** The regions whose prices are known. */
const priceLists: readonly PriceList[] = [usEast1 as PriceList];

/** No prices are known for the region. */
export class NoPricesError extends VisibleError {}

/**
 * The prices of a region.
 * @throws NoPricesError for a region without prices: those of another region would be wrong by an unknown amount.
 */
export function priceListOf(region: string): PriceList {
  const found = priceLists.find((list) => list.region === region);
  if (found) return found;
  const known = priceLists.map((list) => list.region).join(", ");
  throw new NoPricesError(
    `There are no prices of ${region} (known: ${known}). Write them with npm run cost -- refresh --region ${region}, which needs credentials of AWS, and add the file to workbench/cost/src/prices/price-list.ts.`,
  );
}
