import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { costOfWork } from "../../workbench/cost/src/model/stage-cost.ts";
import { readMonth } from "./read-month.ts";
import { type WorkflowUse, workflowCosts } from "./workflows/workflow-costs.ts";

const help = `node scripts/figures/workflow-figures.ts

  What the workflow of an order costs as a Standard workflow, as Express workflows and as a durable function, without the functions of
  its tasks. Transitions and durations are the recorded ones, the prices those of npm run cost.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The tasks before the payments provider answers, and those after it: an Express workflow waits for nobody. */
const parts = [["ReserveStockFunction", "ChargePaymentFunction"], ["CompleteOrderFunction"]];

await runCommand({
  name: "workflow-figures",
  help,
  options: {},
  async run(_given, { signal }) {
    const input = await readMonth(root, { stage: "prod", profile: "busy" }, signal);
    const { usage, durations, prices, profile } = input;
    const transitions = usage.work.order?.find(
      ({ unit }) => unit === "step-functions-transitions",
    )?.amount;
    const use: WorkflowUse = {
      transitions: transitions ?? 0,
      tasks: parts.flat().length,
      partsMs: parts.map((names) => names.reduce((sum, name) => sum + (durations[name] ?? 0), 0)),
    };
    const orders = profile.monthly.order ?? 0;
    const costs = workflowCosts(use, prices);
    const today = costs[0]?.usd ?? 0;
    for (const { name, what, usd } of costs) {
      console.log(
        `${name}: ${what}, $${text(usd, 1_000_000)} for a million orders, $${text(usd, orders)} for ${orders} orders, $${text(today - usd, orders)} less`,
      );
    }
    const rest = costOfWork(input, "order").usd.toNumber() - today;
    console.log(`all else of an order: $${text(rest, 1_000_000)} for a million orders`);
    return 0;
  },
});

function text(usd: number, orders: number): string {
  return (usd * orders).toFixed(2);
}
