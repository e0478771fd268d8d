import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { costOfWork, stageCost } from "../../workbench/cost/src/model/stage-cost.ts";
import { readMonth } from "./read-month.ts";

const help = `node scripts/figures/stream-figures.ts

  From how many orders a month on the stream of order changes costs less with a number of shards than on demand. Runs the program with
  each setting; usage and prices are those of npm run cost.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const name = "OrderChangesStream";
const mostShards = 4;
const noWork = { what: "no work", monthly: {}, hoursWithWork: 0 };

await runCommand({
  name: "stream-figures",
  help,
  options: {},
  async run(_given, { signal }) {
    const onDemand = await streamCost({ "orderStream.mode": "ON_DEMAND" }, signal);
    console.log(`on demand: $${onDemand.idle.toFixed(2)} a month, ${perMillion(onDemand)}`);
    for (let shards = 1; shards <= mostShards; shards += 1) {
      const cost = await streamCost({ "orderStream.shards": String(shards) }, signal);
      const millions = (cost.idle - onDemand.idle) / (onDemand.order - cost.order) / 1_000_000;
      const from =
        millions <= 0 ? "at any load" : `from ${millions.toFixed(0)} million orders a month on`;
      console.log(
        `shards: ${shards}, $${cost.idle.toFixed(2)} a month, ${perMillion(cost)}, less than on demand ${from}`,
      );
    }
    return 0;
  },
});

/** What the stream costs in a month without orders, and for one order. */
async function streamCost(settings: Readonly<Record<string, string>>, signal: AbortSignal) {
  const input = await readMonth(root, { stage: "prod", profile: "busy", settings }, signal);
  const sum = (uses: ReturnType<typeof stageCost>["uses"]) =>
    uses.filter((use) => use.name === name).reduce((total, { usd }) => total + usd.toNumber(), 0);
  return {
    idle: sum(stageCost({ ...input, profile: noWork }).uses),
    order: sum(costOfWork(input, "order").uses),
  };
}

function perMillion({ order }: { readonly order: number }): string {
  return `$${(order * 1_000_000).toFixed(2)} for a million orders`;
}
