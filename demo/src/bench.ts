import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { benchDecisions } from "./bench/decisions.ts";
import { benchNoOp } from "./bench/no-op.ts";
import { benchPlacing, benchWholeOrders } from "./bench/orders.ts";
import { benchStart } from "./bench/start-up.ts";

const help = `npm run bench -- [--seconds N]

  Measures the local stage on this machine, which should have nothing else to do.
  --seconds N   how long orders are sent (default: 60)`;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(help);
} else {
  const [cpu] = cpus();
  console.log(
    `machine: ${cpus().length} x ${cpu?.model}, ${process.platform}, Node ${process.version}`,
  );
  console.log(await benchStart(root));
  console.log(await benchNoOp());
  console.log(await benchDecisions(root));
  console.log(await benchPlacing(root, Number(values.seconds)));
  console.log(await benchWholeOrders(root, Number(values.seconds)));
}
