import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { fitHelp, fitOptions, readFitOptions } from "./fit-options.ts";
import { functionFits } from "./functions/function-fits.ts";
import { printFits } from "./functions/print-fits.ts";
import { readFitEvidence } from "./functions/read-fit-evidence.ts";
import { checkWorkloads } from "./workloads/check-workloads.ts";
import { writeWorkload } from "./workloads/write-workload.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "fit",
  help: fitHelp,
  options: fitOptions,
  async run(given, { log, signal }) {
    const options = readFitOptions(given);
    if (options.mode === "new") {
      const { name, answers: answersFile } = options;
      const { file, verdict } = await writeWorkload(root, name, { answersFile, signal });
      console.log(`wrote ${file}. Fits functions: ${verdict}`);
      return 0;
    }
    if (options.mode === "check") {
      const { checked, problems } = await checkWorkloads(root);
      for (const problem of problems) console.log(problem);
      console.log(`${checked} workloads, ${problems.length} stale`);
      return problems.length > 0 ? 1 : 0;
    }
    log(`reading the SST program of the stage ${options.stage}`);
    const { plan, evidence } = await readFitEvidence(root, options.stage, signal);
    const fits = await functionFits(root, plan, evidence);
    console.log(options.json ? JSON.stringify(fits, null, 2) : printFits(fits));
    const verdicts = Object.values(fits.functions).flatMap(({ checks }) =>
      checks.map(({ verdict }) => verdict),
    );
    if (verdicts.includes("no")) return 1;
    return verdicts.includes("unknown") ? 2 : 0;
  },
});
