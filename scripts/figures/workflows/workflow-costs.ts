import { decimal } from "../../../workbench/cost/src/exact-decimal.ts";
import type { PriceList } from "../../../workbench/cost/src/prices/price.ts";

type Prices = PriceList["prices"];

/** What the workflow of an order uses. */
export type WorkflowUse = {
  /** States that a Standard workflow enters. */
  readonly transitions: number;
  readonly tasks: number;
  /** How long the tasks of each part take that waits for nobody, in milliseconds. */
  readonly partsMs: readonly number[];
};

/** In US dollars for one order. */
export type WorkflowCost = { readonly name: string; readonly what: string; readonly usd: number };

/** Units of Express workflows: https://aws.amazon.com/step-functions/pricing/ */
const expressUnit = { ms: 100, gb: 64 / 1_024 };

/** What each operation writes is assumed, and how long it is kept is Lambda's default. */
const durable = { writtenGb: 1 / 1_000_000, keptMonths: 14 / 30 };

/** What each kind of workflow costs for one order, without the functions of its tasks. */
export function workflowCosts(use: WorkflowUse, prices: Prices): readonly WorkflowCost[] {
  const price = (unit: keyof Prices) => {
    const { tiers, per } = prices[unit];
    return decimal(tiers[0]?.usd ?? 0)
      .div(per)
      .toNumber();
  };
  const expressMs = use.partsMs.reduce(
    (sum, ms) => sum + Math.ceil(ms / expressUnit.ms) * expressUnit.ms,
    0,
  );
  // The start, each task, and the wait for the provider.
  const operations = use.tasks + 2;
  return [
    {
      name: "Standard",
      what: `${use.transitions} transitions`,
      usd: use.transitions * price("step-functions-transitions"),
    },
    {
      name: "Standard with tasks only",
      what: `${use.tasks} transitions`,
      usd: use.tasks * price("step-functions-transitions"),
    },
    {
      name: "Express",
      what: `${use.partsMs.length} executions of ${expressMs} ms in all`,
      usd:
        use.partsMs.length * price("step-functions-express-requests") +
        (expressMs / 1_000) * expressUnit.gb * price("step-functions-express-gb-seconds"),
    },
    {
      name: "durable function",
      what: `${operations} operations`,
      usd:
        operations *
        (price("lambda-durable-operations") +
          durable.writtenGb *
            (price("lambda-durable-written-gb") +
              durable.keptMonths * price("lambda-durable-gb-months"))),
    },
  ];
}
