import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import type { CommandContext } from "@stagecraft/cli/run-main";
import { planHash } from "@stagecraft/gates/plan-hash";
import { writeProof } from "@stagecraft/gates/proofs/write-proof";
import { removeState } from "@stagecraft/local-stage/remove-state";
import {
  keepTemporaryDirectory,
  temporaryDirectory,
} from "@stagecraft/operations/local-system/temporary-directory";
import { synthesize } from "@stagecraft/plan/synthesize";
import {
  type ChaosOptions,
  chaosHelp,
  chaosOptions,
  readChaosOptions,
} from "./chaos/chaos-options.ts";
import { printChaos } from "./chaos/print-chaos.ts";
import { runChaos } from "./chaos/run-chaos.ts";
import { readData } from "./online-retail/read-data.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "chaos",
  help: chaosHelp,
  options: chaosOptions,
  endsInOrder: true,
  run: (given, context) => chaos(readChaosOptions(given), context),
});

async function chaos(
  { seed, seeds, orders, pauses }: ChaosOptions,
  { log, signal }: CommandContext,
): Promise<ExitCode> {
  const plan = await synthesize({ root, stage: "local" });
  const data = await readData(join(root, "demo/data/online-retail"));
  let passed = 0;
  for (let each = seed; each < seed + seeds; each += 1) {
    log(`seed ${each}: ${orders} orders`);
    const stateDirectory = await temporaryDirectory("chaos");
    let failed = true;
    try {
      const result = await runChaos({
        plan,
        data,
        root,
        stateDirectory,
        seed: each,
        orders,
        pauses,
        say: log,
        output: process.stderr,
        signal,
      });
      console.log(printChaos(each, result));
      failed = result.checks.some(({ problems }) => problems.length > 0);
      if (failed) console.log(`  logs of the functions: ${stateDirectory}/logs`);
      else passed += 1;
    } finally {
      if (!failed || signal.aborted) await removeState(stateDirectory);
      else await keepTemporaryDirectory(stateDirectory);
    }
  }
  console.log(`${passed} of ${seeds} seeds passed`);
  await writeProof(root, "chaos", {
    plan: planHash(plan),
    recordedAt: new Date().toISOString(),
    command: `npm run chaos -- --seed ${seed} --seeds ${seeds} --orders ${orders} --pauses ${pauses}`,
    passed: passed === seeds,
    figure: `every invariant held for ${passed} of ${seeds} seeds with ${orders} orders each`,
  });
  return passed === seeds ? 0 : 1;
}
