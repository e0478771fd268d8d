import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { benchDecisions } from "./bench/decisions.ts";
import { benchIdempotency } from "./bench/idempotency.ts";
import { benchNoOp } from "./bench/no-op.ts";
import { benchPlacing, benchWholeOrders } from "./bench/orders.ts";
import { benchStart } from "./bench/start-up.ts";

const help = `npm run bench -- [--seconds N]

  Measures the performance of the local stage. Nothing else should run on the machine.
  --seconds N   how long orders are sent (default: 60)`;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "bench",
  help,
  options: { seconds: { type: "string", default: "60" } },
  endsInOrder: true,
  run: ({ values }, { signal }) => bench(wholeNumber("--seconds", values.seconds, 1, 600), signal),
});

async function bench(seconds: number, signal: AbortSignal): Promise<ExitCode> {
  const [cpu] = cpus();
  console.log(
    `machine: ${cpus().length} x ${cpu?.model}, ${process.platform}, Node ${process.version}`,
  );
  for (const measure of [
    () => benchStart(root),
    () => benchNoOp(),
    () => benchDecisions(root),
    () => benchIdempotency(root),
    () => benchPlacing(root, { seconds, signal }),
    () => benchWholeOrders(root, { seconds, signal }),
  ]) {
    console.log(await measure());
    signal.throwIfAborted();
  }
  return 0;
}
