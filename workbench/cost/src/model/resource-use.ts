import type { Decimal } from "../exact-decimal.ts";
import type { BilledUnit } from "../prices/price.ts";

/** What one resource is billed for in a month, and why. */
export type ResourceUse = {
  /** The resource's type and name in the Plan. */
  readonly type: string;
  readonly name: string;
  /** `existing` for what it costs in any case, `idle` for what happens by time, or the kind of work. */
  readonly cause: string;
  readonly unit: BilledUnit;
  readonly amount: Decimal;
};
