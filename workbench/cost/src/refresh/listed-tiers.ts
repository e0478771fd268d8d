import { decimal } from "../exact-decimal.ts";
import type { Price } from "../prices/price.ts";
import type { ListedProduct } from "./price-list-product.ts";

/**
 * The on-demand price of a listed product in the form of `price`, its unit and its free amount kept. The list counts what is free as a
 * tier that costs nothing, and its tiers continue after it. Why it cannot be read, as a text.
 */
export function listedTiers({ terms }: ListedProduct, price: Price): Price["tiers"] | string {
  const [term] = Object.values(terms.OnDemand ?? {});
  if (!term) return "the list has no on-demand price";
  const dimensions = Object.values(term.priceDimensions).toSorted((a, b) =>
    decimal(a.beginRange).cmp(b.beginRange),
  );
  const tiers = dimensions.flatMap(({ endRange, pricePerUnit }): Price["tiers"] => {
    const usd = pricePerUnit.USD;
    if (usd === undefined || decimal(usd).eq(0)) return [];
    const forUnits = decimal(usd).times(price.per).toFixed();
    return endRange === "Inf" ? [{ usd: forUnits }] : [{ upTo: endRange, usd: forUnits }];
  });
  if (tiers.length === 0) return "the list has no price in US dollars";
  return tiers.at(-1)?.upTo === undefined ? tiers : "the last tier of the list has an end";
}
