import { writeFile } from "node:fs/promises";
import { runCommand } from "@stagecraft/cli/run-command";
import { withPlanAt } from "@stagecraft/plan/against/with-plan-at";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";
import { type CostOptions, costHelp, costOptions, readCostOptions } from "./cost-options.ts";
import { readStageInput } from "./read-stage-input.ts";
import { refreshPrices } from "./refresh/refresh-prices.ts";
import { costPage } from "./report/cost-page.ts";
import { type CostReport, costReport } from "./report/cost-report.ts";
import { printCostReport } from "./report/print-cost-report.ts";
import { printDifference } from "./report/print-difference.ts";

const root = process.cwd();

await runCommand({
  name: "cost",
  help: costHelp,
  options: costOptions,
  words: true,
  async run(given, { log, signal }) {
    const options = readCostOptions(given);
    const { stage, against, whatIf, html } = options;
    if (options.mode === "refresh") {
      console.log(await refreshPrices(root, options.region ?? "us-east-1", { log, signal }));
      return 0;
    }
    const plan = await synthesize({ root, stage, signal });
    const report = await reportOf(root, plan, options);
    let isWhole = hasEveryPrice(report);
    if (html !== undefined) {
      const input = await readStageInput(root, plan, options);
      await writeFile(html, costPage(input, report));
      log(`wrote ${html}`);
    }
    if (against !== undefined) {
      const before = await withPlanAt(against, { root, stage, log, signal }, (at) =>
        reportOf(at.root, at.plan, options),
      );
      console.log(printDifference(before, report, `compared with ${against}`));
    } else if (Object.keys(whatIf).length > 0) {
      const other = await synthesize({
        root,
        stage,
        variables: { STAGE_SETTINGS: JSON.stringify(whatIf) },
        signal,
      });
      const changed = Object.entries(whatIf).map(([name, value]) => `${name}=${value}`);
      const after = await reportOf(root, other, options);
      isWhole &&= hasEveryPrice(after);
      console.log(printDifference(report, after, `what if ${changed.join(", ")}`));
    } else {
      console.log(options.json ? JSON.stringify(report, null, 2) : printCostReport(report));
    }
    return isWhole ? 0 : 1;
  },
});

function hasEveryPrice({ unpriced, withoutDuration }: CostReport): boolean {
  return unpriced.length + withoutDuration.length === 0;
}

async function reportOf(folder: string, plan: Plan, options: CostOptions): Promise<CostReport> {
  const input = await readStageInput(folder, plan, options);
  return costReport(input, { stage: plan.stage, profile: input.profileName });
}
