import type { MeteredUnit } from "./metered-unit.ts";

/** How much of one unit a resource used. */
export type MeteredUse = {
  /** The resource's type and name in the Plan. What is no resource of the Plan has the empty type, and a name for people. */
  readonly type: string;
  readonly name: string;
  readonly unit: MeteredUnit;
  readonly amount: number;
};
