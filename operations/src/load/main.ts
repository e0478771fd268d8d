import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { planHash } from "@stagecraft/gates/plan-hash";
import { writeProof } from "@stagecraft/gates/proofs/write-proof";
import { synthesize } from "@stagecraft/plan/synthesize";
import { localStage } from "../access/open-stage.ts";
import { withTemporaryState } from "../local-system/temporary-directory.ts";
import { loadFigure } from "./load-figure.ts";
import { loadHelp, loadOptions, readLoadOptions } from "./load-options.ts";
import { loadPage } from "./load-page.ts";
import { type LoadSubject, measureLoad } from "./measure-load.ts";
import { startOwnSystem } from "./own-system.ts";
import { printLoadReport } from "./print-load-report.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "load",
  help: loadHelp,
  options: loadOptions,
  endsInOrder: true,
  async run(given, { log, signal }) {
    // biome-ignore lint/style/noProcessEnv: a token on the command line would be visible in the shell's history and in ps
    const options = readLoadOptions(given, process.env.SMOKE_TOKEN);
    const { shape, seed, target, json } = options;
    const stage = target?.stage ?? localStage;
    const plan = await synthesize({ root, stage, signal });
    const measure = (subject: LoadSubject) =>
      measureLoad(subject, { shape, seed, root, log, signal });

    async function measureOwn() {
      return await withTemporaryState("load", async (state) => {
        log("starting a system with a new state");
        const system = await startOwnSystem(plan, { root, stateDirectory: state, signal });
        try {
          return await measure({ plan, stage: { stage, state }, ...system });
        } finally {
          await system.close();
        }
      });
    }

    const { report, dashboard } = target
      ? await measure({
          plan,
          stage: { stage },
          url: target.url,
          customers: { tokens: [target.token.value], product: target.product },
        })
      : await measureOwn();
    const out = resolve(options.out ?? `${root}/.stagecraft/load/${shape.profile}.html`);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(out, loadPage(report, dashboard));
    console.log(json ? JSON.stringify(report, null, 2) : printLoadReport(report));
    log(`wrote ${out}`);
    await writeProof(root, "load", {
      plan: planHash(plan),
      recordedAt: new Date().toISOString(),
      command: `npm run load -- --profile ${shape.profile} --rate ${shape.ratePerSecond} --seconds ${shape.seconds}`,
      passed: report.problems.length === 0,
      figure: loadFigure(report),
    });
    return report.problems.length === 0 ? 0 : 1;
  },
});
