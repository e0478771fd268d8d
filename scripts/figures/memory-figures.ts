import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { estimate, type InvocationSample } from "../../operations/src/tune/memory-model.ts";
import { memorySizesMb } from "../../operations/src/tune/recommend-memory.ts";
import { runCommand } from "../../workbench/cli/src/run-command.ts";

const help = `node scripts/figures/memory-figures.ts

  Models the mean duration of a warm invocation, and what a million of them cost, over memory: from the recorded service times, with
  the model of npm run tune.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

type ServiceTimes = {
  readonly functions: {
    readonly [name: string]: { readonly cpuMs: number; readonly waitMs: number };
  };
};

await runCommand({
  name: "memory-figures",
  help,
  options: {},
  async run() {
    const file = join(root, "operations/src/capacity/service-times.json");
    const { functions } = JSON.parse(readFileSync(file, "utf8")) as ServiceTimes;
    for (const [name, { cpuMs, waitMs }] of Object.entries(functions)) {
      const sample: InvocationSample = { durationMs: cpuMs + waitMs, cpuMs, maxMemoryMb: 128 };
      const estimates = memorySizesMb.map((memoryMb) => {
        const { p50Ms, dollars } = estimateOf(sample, memoryMb);
        return `${memoryMb} MB ${p50Ms.toFixed(0)} ms $${dollars.toFixed(2)}`;
      });
      console.log(`${name}: ${estimates.join(", ")}`);
      const [half, whole] = [estimateOf(sample, 512), estimateOf(sample, 1_024)];
      const dollars = (whole.dollars - half.dollars).toFixed(2);
      const shorterMs = (half.p50Ms - whole.p50Ms).toFixed(0);
      console.log(`${name}, from 512 MB to 1024 MB: $${dollars} more, ${shorterMs} ms shorter`);
    }
    return 0;
  },
});

function estimateOf(sample: InvocationSample, memoryMb: number) {
  return estimate([sample], memoryMb, "arm64");
}
