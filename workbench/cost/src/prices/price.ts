import type prices from "./us-east-1.json";

/** What AWS bills, with the unit in its name: `sqs-standard-requests`. Each has exactly one price. */
export type BilledUnit = keyof typeof prices.prices;

/** The price of one billed unit. Amounts are decimal texts, so that nothing is lost. */
export type Price = {
  /** What is counted. */
  readonly what: string;
  /** How many units the price is for: `1000000`. */
  readonly per: string;
  /** In US dollars. `upTo` is the last unit of a month that has this price; the last tier has no end. */
  readonly tiers: readonly { readonly upTo?: string; readonly usd: string }[];
  readonly free?: FreeAmount;
  /** The page or file where the price was read, and how well: see `Grade`. */
  readonly source: string;
  readonly grade: Grade;
  /** `2026-08-31`: prices change, and `npm run cost -- refresh` reads them again. */
  readonly seenOn: string;
  /** What could not be checked. */
  readonly note?: string;
  /** Where AWS's price list has it. Without it, a person keeps the price by hand. */
  readonly product?: PriceListProduct;
};

/** What is free each month. Units with the same pool share the amount. */
export type FreeAmount = {
  readonly pool: string;
  readonly amount: string;
  /** `before-2025-07-15`: only accounts that are older than that, in their first twelve months. */
  readonly accounts: "all" | "before-2025-07-15";
};

/**
 * - `A`: AWS's own page
 * - `A-`: AWS's price list, as somebody else wrote it down
 * - `B`: two others agree, or another region or an older list implies it
 * - `C`: not verified
 */
export type Grade = "A" | "A-" | "B" | "C";

/** A product of AWS's price list, by the code of its service and by attributes. */
export type PriceListProduct = {
  readonly serviceCode: string;
  readonly filters: { readonly [attribute: string]: string };
};

/** The prices of a region, for every billed unit. */
export type PriceList = {
  readonly region: string;
  readonly currency: string;
  readonly prices: { readonly [unit in BilledUnit]: Price };
};
