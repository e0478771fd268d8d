import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { openScenario } from "../../acceptance/src/scenarios/open-scenario.ts";
import { measureUsage } from "../../acceptance/src/usage/measure-usage.ts";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { type PricedUse, stageCost } from "../../workbench/cost/src/model/stage-cost.ts";
import type { StageInput } from "../../workbench/cost/src/model/stage-input.ts";
import type { MeasuredUsage } from "../../workbench/cost/src/usage/measured-usage.ts";
import type { MeteredUse } from "../../workbench/cost/src/usage/metered-use.ts";
import { synthesize } from "../../workbench/plan/src/synthesize.ts";
import { readMonth } from "./read-month.ts";

const help = `node scripts/figures/log-level-figures.ts

  What log lines cost at the levels INFO and DEBUG. Runs orders on a local stage with each level, measures the bytes of an order and of an
  hour without orders, and computes a month of prod with the traffic "busy" from them.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const shares = [0.01, 0.1];

await runCommand({
  name: "log-level-figures",
  help,
  options: {},
  async run(_given, { signal }) {
    const input = await readMonth(root, { stage: "prod", profile: "busy" }, signal);
    const info = await usageAt("INFO", signal);
    const debug = await usageAt("DEBUG", signal);
    print("INFO", info, logsCost(input, info));
    print("DEBUG", debug, logsCost(input, debug));
    for (const share of shares) {
      const usd = (1 - share) * logsCost(input, info) + share * logsCost(input, debug);
      console.log(`DEBUG in ${share * 100} % of the environments: $${usd.toFixed(2)} a month`);
    }
    const more = logsCost(input, debug) - logsCost(input, info);
    console.log(`DEBUG instead of INFO: $${more.toFixed(2)} more a month`);
    const dev = { ...input, plan: await synthesize({ root, stage: "dev", signal }) };
    console.log(`INFO, kept as long as on dev: $${logsCost(dev, info).toFixed(2)} a month`);
    return 0;
  },
});

/** What an order and an hour without orders use when functions write lines of a level. */
async function usageAt(level: "INFO" | "DEBUG", signal: AbortSignal): Promise<MeasuredUsage> {
  const variables = { STAGE_SETTINGS: JSON.stringify({ logLevel: level }) };
  const plan = await synthesize({ root, stage: "local", variables, signal });
  const scenario = await openScenario({ plan });
  const order = async () => {
    await scenario.place();
    await scenario.settle();
  };
  return await measureUsage(scenario, { order }).finally(() => scenario.close());
}

/** What log lines cost in a month of orders. */
function logsCost(input: StageInput, usage: MeasuredUsage): number {
  const { order = 0 } = input.profile.monthly;
  const profile = { ...input.profile, monthly: { order } };
  return stageCost({ ...input, usage, profile })
    .uses.filter(({ unit }: PricedUse) => unit.startsWith("logs-"))
    .reduce((sum, { usd }) => sum + usd.toNumber(), 0);
}

function print(level: string, { work, idleHour }: MeasuredUsage, usd: number): void {
  const [order, hour] = [bytesOf(work.order), bytesOf(idleHour)];
  console.log(
    `${level}: ${kb(order)} kB an order, ${kb(hour)} kB an hour without orders, $${usd.toFixed(2)} a month`,
  );
}

function bytesOf(uses: readonly MeteredUse[] = []): number {
  return uses
    .filter(({ unit }) => unit === "log-bytes")
    .reduce((sum, { amount }) => sum + amount, 0);
}

function kb(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}
