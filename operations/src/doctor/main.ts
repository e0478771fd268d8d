import { runCommand } from "@stagecraft/cli/run-command";
import type { Check } from "./check.ts";
import { diagnose, localStage, onlyOfDeploys } from "./diagnose.ts";
import { printCheck } from "./print-check.ts";
import { printSummary } from "./print-summary.ts";

const help = `npm run doctor -- [--stage STAGE] [--json]

  Checks whether this machine and, with credentials, the AWS account are ready for "sst deploy": what is missing, why,
  and what to run or to read. It only reads from AWS. Exit 1 when something is missing; what could not be checked is "unknown".

  --stage STAGE   the stage (default: dev). For local, which is never deployed, only the machine and the program are checked
  --json          the checks as JSON: name, state (ok, missing, unknown), what, fix

  Not checked: whether names are taken, what you may create (policies, permissions boundaries, service control policies), other
  quotas.`;

await runCommand({
  name: "doctor",
  help,
  options: {
    stage: { type: "string", default: "dev" },
    json: { type: "boolean", default: false },
  },
  async run({ values: { stage, json } }, { log, signal }) {
    const made: Check[] = [];
    for await (const check of diagnose({ root: process.cwd(), stage, signal, log })) {
      made.push(check);
      if (!json) console.log(printCheck(check));
    }
    const notMade = stage === localStage ? onlyOfDeploys : [];
    console.log(json ? JSON.stringify(made, null, 2) : printSummary(stage, made, notMade));
    return made.some(({ state }) => state === "missing") ? 1 : 0;
  },
});
