import { runCommand } from "@stagecraft/cli/run-command";
import { printPlan } from "./print-plan.ts";
import { printWarnings } from "./print-warnings.ts";
import { synthesize } from "./synthesize.ts";

const help = `npm run plan -- [--stage STAGE] [--json]

  Runs the SST program offline and prints what it declares. Exit 2 when a deploy would refuse it.
  --stage STAGE   which stage (default: local)
  --json          the whole Plan as JSON`;

await runCommand({
  name: "plan",
  help,
  options: {
    stage: { type: "string", default: "local" },
    json: { type: "boolean", default: false },
  },
  async run({ values }) {
    const plan = await synthesize({ root: process.cwd(), stage: values.stage });
    printWarnings(plan);
    process.stdout.write(values.json ? `${JSON.stringify(plan, null, 2)}\n` : printPlan(plan));
    return 0;
  },
});
