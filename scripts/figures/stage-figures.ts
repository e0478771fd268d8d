import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { hoursInMonth } from "../../workbench/cost/src/model/hours-in-month.ts";
import { costOfWork, idleCostRange } from "../../workbench/cost/src/model/stage-cost.ts";
import { readStageInput } from "../../workbench/cost/src/read-stage-input.ts";
import type { Plan } from "../../workbench/plan/src/plan.ts";
import { synthesize } from "../../workbench/plan/src/synthesize.ts";

const help = `node scripts/figures/stage-figures.ts

  What the stage of a pull request costs: a day without orders, a week with some, with the settings of today and with others; and which
  of its resources a removal leaves.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const stage = "pr-1";
const hoursInDay = 24;
const daysInWeek = 7;

/** Settings that cost less, each with those before it. */
const cheaper = [
  ["a relay each hour", { relayEvery: "1 hour" }],
  ["one shard", { "orderStream.shards": "1" }],
  ["NAT instances", { "network.egress": "nat-instance" }],
] as const;

await runCommand({
  name: "stage-figures",
  help,
  options: {},
  async run(_given, { signal }) {
    const plan = await synthesize({ root, stage, signal });
    const { dayUsd, orderUsd } = await costs(plan);
    console.log(`a stage of a pull request: $${dayUsd.toFixed(2)} a day without orders`);
    for (const orders of [100, 10_000]) {
      const ordersUsd = orders * orderUsd;
      const week = daysInWeek * dayUsd + ordersUsd;
      console.log(
        `a week with ${orders} orders: $${week.toFixed(2)}, of which the orders are $${ordersUsd.toFixed(2)}`,
      );
    }
    let settings = {};
    for (const [what, setting] of cheaper) {
      settings = { ...settings, ...setting };
      const variables = { STAGE_SETTINGS: JSON.stringify(settings) };
      const other = await costs(await synthesize({ root, stage, variables, signal }));
      console.log(`with ${what} too: $${other.dayUsd.toFixed(2)} a day`);
    }
    console.log(`resources: ${plan.resources.length}, of which a removal leaves ${kept(plan)}`);
    return 0;
  },
});

async function costs(plan: Plan) {
  const request = { profile: "hobby", freeTier: "none", region: undefined } as const;
  const input = await readStageInput(root, plan, request);
  return {
    dayUsd: (idleCostRange(input).expected.toNumber() / hoursInMonth) * hoursInDay,
    orderUsd: costOfWork(input, "order").usd.toNumber(),
  };
}

/** Resources that Pulumi leaves in AWS, or refuses to delete. */
function kept({ removal, resources }: Plan): number {
  if (removal !== "remove") return resources.length;
  return resources.filter(({ options }) => options?.protect || options?.retainOnDelete).length;
}
