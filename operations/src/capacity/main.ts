import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { synthesize } from "@stagecraft/plan/synthesize";
import { localStage } from "../access/open-stage.ts";
import { oneCpuMb } from "../tune/memory-model.ts";
import { capacityHelp, capacityOptions, readCapacityOptions } from "./capacity-options.ts";
import { compareFlow } from "./check/compare-flow.ts";
import { measureFlow } from "./check/measure-flow.ts";
import { printComparison } from "./check/print-comparison.ts";
import { systemModelOf } from "./model/system-model-of.ts";
import { recordServiceTimes } from "./record-service-times.ts";
import { capacityReport } from "./report/capacity-report.ts";
import { printCapacity } from "./report/print-capacity.ts";
import { readProgramPlaces } from "./report/program-places.ts";
import { readServiceTimes, serviceTimesFile } from "./service-times.ts";
import { simulate } from "./simulation/simulate.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
const measuredOrders = 60;

await runCommand({
  name: "capacity",
  help: capacityHelp,
  options: capacityOptions,
  endsInOrder: true,
  async run(given, { log, signal }) {
    const { mode, shape, multiples, waits, providerMs, json, ...options } =
      readCapacityOptions(given);
    const stage = mode === "compute" ? options.stage : localStage;
    log(`reading the SST program of the stage ${stage}`);
    const plan = await synthesize({ root, stage, signal });
    if (mode === "measure") {
      await recordServiceTimes(plan, { root, orders: measuredOrders, log, signal });
      console.log(`wrote ${serviceTimesFile}`);
      return 0;
    }
    const times = await readServiceTimes(root);
    if (mode === "check") {
      // Here every process may use a whole CPU, whatever its memory, and the provider answers at once.
      const system = systemModelOf(plan, { times, waits, providerMs: 0, memoryMb: oneCpuMb });
      const measured = await measureFlow(plan, { shape, root, log, signal });
      const comparisons = compareFlow(simulate(system, shape), measured, shape.seconds);
      console.log(
        json
          ? JSON.stringify({ measured, comparisons }, null, 2)
          : printComparison(comparisons, { ...measured, loadAverage: loadavg()[0] ?? 0 }),
      );
      return 0;
    }
    const system = systemModelOf(plan, { times, waits, providerMs });
    const places = await readProgramPlaces(root, stage);
    const report = capacityReport(system, shape, { multiples, places });
    console.log(json ? JSON.stringify(report, null, 2) : printCapacity(report, { times }));
    const [lowest] = report.multiples;
    return lowest?.multiple === 1 && lowest.limits.some(({ isMet }) => isMet) ? 1 : 0;
  },
});
