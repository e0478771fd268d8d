import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { openScenario } from "../../acceptance/src/scenarios/open-scenario.ts";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../../workbench/cli/src/whole-number.ts";
import { assumptions } from "../../workbench/cost/src/assumptions/assumptions.ts";
import { hoursInMonth } from "../../workbench/cost/src/model/hours-in-month.ts";
import {
  costOfWork,
  type PricedUse,
  stageCost,
} from "../../workbench/cost/src/model/stage-cost.ts";
import type { StageInput } from "../../workbench/cost/src/model/stage-input.ts";
import {
  type DatabaseCost,
  dsqlCost,
  dsqlUnitsOf,
  dynamodbCost,
  dynamodbUnitsOf,
  rowsOf,
} from "./databases/database-costs.ts";
import { measureWrites } from "./databases/measure-writes.ts";
import { readMonth } from "./read-month.ts";

const help = `node scripts/figures/database-figures.ts [--orders N]

  What the orders database costs as Aurora Serverless v2, as Aurora DSQL and as DynamoDB: without orders, for one order, and in a month of
  each stage. Places orders on a local stage and counts what they write to Postgres: rows, bytes, transactions. The prices are those of
  npm run cost.

  --orders N   how many orders (default: 20)`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const runsAnHour = 60;
const noWork = { what: "no work", monthly: {}, hoursWithWork: 0 };

await runCommand({
  name: "database-figures",
  help,
  options: { orders: { type: "string", default: "20" } },
  async run({ values }, { signal }) {
    const orders = wholeNumber("--orders", values.orders, 1, 1_000);
    const scenario = await openScenario();
    const writes = await measureWrites(scenario, orders).finally(() => scenario.close());
    const { rows, indexRows, bytes } = rowsOf(writes);
    const prod = await readMonth(root, { stage: "prod", profile: "busy" }, signal);
    // The relay's runs, and for each invocation that reaches the database one transaction that only reads.
    const load = {
      idleReads: runsAnHour * hoursInMonth,
      orderReads: invocationsInNetwork(prod),
      storedGb: assumptions.databaseGb.expected,
    };
    const items = dynamodbUnitsOf(writes);
    console.log(
      `an order: ${writes.transactions.toFixed(1)} transactions write ${rows.toFixed(1)} rows and at most ${indexRows.toFixed(1)} index entries, ${(bytes / 1000).toFixed(1)} kB`,
    );
    console.log(
      `Aurora DSQL: at most ${dsqlUnitsOf(writes, load.orderReads).toFixed(2)} DPU an order`,
    );
    console.log(
      `DynamoDB: ${items.write.toFixed(0)} write units and ${items.read.toFixed(0)} read units an order`,
    );
    const others = [
      ["Aurora DSQL", dsqlCost(writes, load, prod.prices)],
      ["DynamoDB", dynamodbCost(writes, load, prod.prices)],
    ] as const;
    for (const [stage, profile] of [
      ["dev", "hobby"],
      ["prod", "hobby"],
      ["prod", "busy"],
    ] as const) {
      const input = await readMonth(root, { stage, profile }, signal);
      print(`Aurora Serverless v2, ${stage}, ${profile}`, auroraCost(input), input);
      for (const [name, cost] of others) print(`${name}, ${stage}, ${profile}`, cost, input);
    }
    const [, dsql] = others[0];
    const saved = auroraCost(prod).idle - dsql.idle;
    console.log(
      `Aurora DSQL instead of Aurora Serverless v2, prod: $${saved.toFixed(2)} less without orders`,
    );
    return 0;
  },
});

function invocationsInNetwork(input: StageInput): number {
  return (
    costOfWork(input, "order")
      .uses.filter(({ unit }) => unit === "aurora-io-requests")
      .reduce((sum, { amount }) => sum + amount.toNumber(), 0) /
    assumptions.databaseIosPerInvocation.expected
  );
}

function auroraCost(input: StageInput): DatabaseCost {
  const sum = (uses: readonly PricedUse[]) =>
    uses
      .filter(({ unit }) => unit.startsWith("aurora-"))
      .reduce((total, { usd }) => total + usd.toNumber(), 0);
  return {
    idle: sum(stageCost({ ...input, profile: noWork }).uses),
    order: sum(costOfWork(input, "order").uses),
  };
}

function print(name: string, { idle, order }: DatabaseCost, { profile }: StageInput): void {
  const month =
    idle + order * Object.values(profile.monthly).reduce((sum, count) => sum + count, 0);
  const [idleUsd, monthUsd] = [idle, month].map((usd) => usd.toFixed(2));
  console.log(
    `${name}: $${idleUsd} without orders, $${(order * 1_000_000).toFixed(2)} for a million orders, $${monthUsd} a month`,
  );
}
