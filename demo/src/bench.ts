import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchDecisions } from "./bench/decisions.ts";
import { benchKeys } from "./bench/keys.ts";
import { benchNoOp } from "./bench/no-op.ts";
import { benchPlacing, benchWholeOrders } from "./bench/orders.ts";
import { benchStart } from "./bench/start-up.ts";
import { isForThePerson } from "./person-error.ts";
import { wholeNumber } from "./whole-number.ts";

const help = `npm run bench -- [--seconds N]

  Measures the local stage on this machine, which should have nothing else to do.
  --seconds N   how long orders are sent (default: 60)`;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => interrupted.abort());
}

try {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) console.log(help);
  else await bench(wholeNumber("--seconds", values.seconds, 1, 600));
} catch (error) {
  if (interrupted.signal.aborted) {
    process.exitCode = 130;
  } else {
    console.error(isForThePerson(error) ? `bench: ${error.message}` : error);
    process.exitCode = 1;
  }
}

async function bench(seconds: number) {
  const { signal } = interrupted;
  const [cpu] = cpus();
  console.log(
    `machine: ${cpus().length} x ${cpu?.model}, ${process.platform}, Node ${process.version}`,
  );
  for (const measure of [
    () => benchStart(root),
    () => benchNoOp(),
    () => benchDecisions(root),
    () => benchKeys(root),
    () => benchPlacing(root, { seconds, signal }),
    () => benchWholeOrders(root, { seconds, signal }),
  ]) {
    console.log(await measure());
    signal.throwIfAborted();
  }
}
