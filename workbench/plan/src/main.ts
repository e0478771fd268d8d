import { runCommand } from "@stagecraft/cli/run-command";
import { changesBetween } from "./against/changes.ts";
import { printChanges } from "./against/print-changes.ts";
import { withPlanAt } from "./against/with-plan-at.ts";
import { printPlan } from "./print-plan.ts";
import { printWarnings } from "./print-warnings.ts";
import { synthesize } from "./synthesize.ts";

const help = `npm run plan -- [--stage STAGE] [--against REF] [--json]

  Runs the SST program offline and prints the resources that it declares. Exit 2 when a deploy would refuse them.
  --stage STAGE   which stage (default: local)
  --against REF   prints instead how a deploy would change the resources of the commit REF: create, change in place, replace,
                  delete or keep, and in capitals which data would be lost
  --json          the whole Plan, or every change, as JSON`;

await runCommand({
  name: "plan",
  help,
  options: {
    stage: { type: "string", default: "local" },
    against: { type: "string" },
    json: { type: "boolean", default: false },
  },
  async run({ values: { stage, against, json } }, { signal, log }) {
    const root = process.cwd();
    const plan = await synthesize({ root, stage, signal });
    printWarnings(plan);
    if (against === undefined) {
      process.stdout.write(json ? `${JSON.stringify(plan, null, 2)}\n` : printPlan(plan));
      return 0;
    }
    const before = await withPlanAt(against, { root, stage, signal, log }, async (at) => at.plan);
    const changes = changesBetween(before, plan);
    process.stdout.write(json ? `${JSON.stringify(changes, null, 2)}\n` : printChanges(changes));
    return 0;
  },
});
