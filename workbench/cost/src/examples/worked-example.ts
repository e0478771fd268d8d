import type { FreeTier } from "../bill.ts";
import type { BilledUnit } from "../prices/price.ts";

/** An example of one of AWS's pricing pages: what is used, and what AWS computes for it. */
export type WorkedExample = {
  readonly name: string;
  /** The page, and when the copy of it was made that was read. */
  readonly page: string;
  readonly seen: string;
  readonly freeTier: FreeTier;
  /** What is used in the month, as the example says it. */
  readonly uses: readonly (readonly [unit: BilledUnit, amount: string])[];
  /** The parts that AWS adds, in the order of the uses, rounded as AWS prints them. */
  readonly parts: readonly string[];
  readonly total: string;
};
