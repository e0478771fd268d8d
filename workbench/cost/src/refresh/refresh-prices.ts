import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PricingClient } from "@aws-sdk/client-pricing";
import { VisibleError } from "@stagecraft/cli/visible-error";
import { decimal } from "../exact-decimal.ts";
import type { Price, PriceList } from "../prices/price.ts";
import { askPriceList } from "./ask-price-list.ts";
import { listedTiers } from "./listed-tiers.ts";
import type { ListedProduct } from "./price-list-product.ts";

/** The price list could not be asked. */
export class RefreshError extends VisibleError {}

/** Asks the price list for the products of a service. */
export type GetListed = (
  serviceCode: string,
  filters: { readonly [attribute: string]: string },
) => Promise<readonly ListedProduct[]>;

/** Where the prices of a region are, relative to the repository. */
const fileOf = (region: string) => `workbench/cost/src/prices/${region}.json`;

/** The API is only in a few regions: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html */
const apiRegion = "us-east-1";

/**
 * Reads the prices of a region from AWS's price list, and writes those that were found, with today's date. Returns what has changed,
 * and what a person has to check, as text.
 * @throws RefreshError when the list cannot be asked
 */
export async function refreshPrices(
  root: string,
  region: string,
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<string> {
  const client = new PricingClient({ region: apiRegion });
  try {
    const text = await readFile(join(root, fileOf("us-east-1")), "utf8");
    const known = JSON.parse(text) as PriceList;
    const today = new Date().toISOString().slice(0, 10);
    const { list, lines } = await refreshedList(known, region, today, async (code, filters) => {
      log(`asking for ${code}: ${Object.values(filters).join(", ")}`);
      return await askPriceList(client, code, filters, signal);
    });
    await writeFile(join(root, fileOf(region)), `${JSON.stringify(list, null, 2)}\n`);
    return [...lines, `wrote ${fileOf(region)}`].join("\n");
  } catch (cause) {
    signal.throwIfAborted();
    const { name, message } = cause as Error;
    throw new RefreshError(
      `AWS's price list could not be asked (${name}: ${message}). It needs credentials that may call pricing:GetProducts. Nothing was written.`,
      { cause },
    );
  } finally {
    client.destroy();
  }
}

/** The list with the prices that AWS's list has, and what has changed or was not found, a line each. */
export async function refreshedList(
  known: PriceList,
  region: string,
  today: string,
  getListed: GetListed,
): Promise<{ readonly list: PriceList; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const prices: [string, Price][] = [];
  for (const [unit, price] of Object.entries(known.prices)) {
    const refreshed = await refreshedPrice(price, region, today, getListed);
    prices.push([unit, refreshed.price]);
    if (refreshed.line) lines.push(`${unit}: ${refreshed.line}`);
  }
  const list = { ...known, region, prices: Object.fromEntries(prices) } as PriceList;
  return { list, lines };
}

async function refreshedPrice(
  price: Price,
  region: string,
  today: string,
  getListed: GetListed,
): Promise<{ readonly price: Price; readonly line?: string }> {
  if (!price.product) return { price, line: `kept by hand, read on ${price.seenOn}` };
  const { serviceCode, filters } = price.product;
  const products = await getListed(serviceCode, { ...filters, regionCode: region });
  const [product] = products;
  if (!product || products.length > 1) {
    return { price, line: `not refreshed: the list has ${products.length} products for it` };
  }
  const tiers = listedTiers(product, price);
  if (typeof tiers === "string") return { price, line: `not refreshed: ${tiers}` };
  const refreshed: Price = { ...price, tiers, grade: "A", seenOn: today };
  const isSame = tiersText(tiers) === tiersText(price.tiers);
  return isSame
    ? { price: refreshed }
    : {
        price: refreshed,
        line: `was ${tiersText(price.tiers)}, is ${tiersText(tiers)} for ${price.per}`,
      };
}

function tiersText(tiers: Price["tiers"]): string {
  return tiers
    .map(({ upTo, usd }) => `${decimal(usd).toFixed()}${upTo === undefined ? "" : ` to ${upTo}`}`)
    .join(", ");
}
