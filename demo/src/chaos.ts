import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { synthesize } from "@stagecraft/plan/synthesize";
import { type ChaosOptions, chaosHelp, readChaosOptions } from "./chaos/chaos-options.ts";
import { printChaos } from "./chaos/print-chaos.ts";
import { runChaos } from "./chaos/run-chaos.ts";
import { interruptionOf, onInterruption } from "./interruption.ts";
import { readData } from "./online-retail/read-data.ts";
import { isForThePerson } from "./person-error.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const say = (line: string) => void process.stderr.write(`${line}\n`);
const interrupted = onInterruption();

try {
  const options = readChaosOptions(process.argv.slice(2));
  if (options === "help") console.log(chaosHelp);
  else process.exitCode = await chaos(options);
} catch (error) {
  const interruption = interruptionOf(interrupted);
  if (!interruption) console.error(isForThePerson(error) ? `chaos: ${error.message}` : error);
  process.exitCode = interruption?.exitCode ?? 1;
}

/** Gives the exit code. */
async function chaos({ seed, seeds, orders, pauses }: ChaosOptions): Promise<number> {
  const plan = await synthesize({ root, stage: "local" });
  const data = await readData(join(root, "demo/data/online-retail"));
  let held = 0;
  for (let each = seed; each < seed + seeds; each += 1) {
    say(`seed ${each}: ${orders} orders`);
    const stateDirectory = await mkdtemp(join(tmpdir(), "stagecraft-chaos-"));
    let keeps = true;
    try {
      const result = await runChaos({
        ...{ plan, data, root, stateDirectory, seed: each, orders, pauses, say },
        output: process.stderr,
        signal: interrupted,
      });
      console.log(printChaos(each, result));
      keeps = result.broken.some(({ problems }) => problems.length > 0);
      if (keeps) console.log(`  what the functions logged: ${stateDirectory}/logs`);
      else held += 1;
    } finally {
      if (!keeps || interrupted.aborted) await removeState(stateDirectory);
    }
  }
  console.log(`${held} of ${seeds} seeds hold`);
  return held === seeds ? 0 : 1;
}
