import { fileURLToPath } from "node:url";
import { runCommand } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { synthesize } from "@stagecraft/plan/synthesize";
import { localStage } from "../access/open-stage.ts";
import { withTemporaryState } from "../local-system/temporary-directory.ts";
import { measureFunctions } from "./measure-functions.ts";
import { printTuning } from "./print-tuning.ts";
import { recordMemorySizes } from "./record-memory-sizes.ts";
import { tuneFunctions } from "./tune-functions.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

const help = `npm run tune -- [--orders N] [--record] [--json]

  Measures how long each function computes and how long it waits, models its duration and cost with other amounts of memory (CPU
  grows with memory, up to one CPU at 1,769 MB), and recommends a size: the least that is not much slower for a function that
  somebody waits for, and for the others the largest that costs little more than the cheapest. It runs a system of its own with a new
  state; nothing else should run meanwhile.

  --orders N   how many orders it runs, one after the other (default: 100)
  --record     also write the sizes into infra/memory-sizes.json, for the gate "latency"; infra/*.ts have the sizes that functions get
  --json       print the estimates of every size as JSON

  Exit 0 when it has measured, 2 for wrong usage or when the system fails.`;

await runCommand({
  name: "tune",
  help,
  options: {
    orders: { type: "string", default: "100" },
    record: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
  endsInOrder: true,
  async run({ values }, { log, signal }) {
    const orders = wholeNumber("--orders", values.orders, 10, 10_000);
    const plan = await synthesize({ root, stage: localStage, signal });
    const samples = await withTemporaryState("tune", (stateDirectory) =>
      measureFunctions(plan, { root, stateDirectory, orders, log, signal }),
    );
    const tunings = tuneFunctions(plan, samples);
    console.log(values.json ? JSON.stringify(tunings, null, 2) : printTuning(tunings));
    if (values.record) log(await recordMemorySizes(root, tunings));
    return 0;
  },
});
