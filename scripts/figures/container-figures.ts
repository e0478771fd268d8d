import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import {
  breakEvenRequests,
  dollarsPerMonth,
  dollarsPerRequest,
} from "../../operations/src/container-cost/break-even.ts";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { readRecordedUsage } from "../../workbench/cost/src/usage/read-recorded-usage.ts";

const help = `node scripts/figures/container-figures.ts

  Computes from how many requests a month the orders API costs less as a container, for durations of a request, and for
  the duration that npm run cost takes for its function.`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The two tasks of infra/containers/orders-api.ts, as few as a stage without downtime can have. */
const container = { tasks: 2, vcpu: 0.5, memoryGb: 1, capacityUnits: 1 };
/** Of infra/orders-api.ts. */
const memoryMb = 768;
const secondsPerMonth = 730 * 3_600;

await runCommand({
  name: "container-figures",
  help,
  options: {},
  async run() {
    console.log(`containers: $${dollarsPerMonth(container).toFixed(1)} a month`);
    for (const billedMs of [10, 30, 100, 300]) print(`${billedMs} ms`, billedMs);
    const { durations } = await readRecordedUsage(root);
    const recordedMs = durations.OrdersApiFunction ?? 0;
    print(`an order, as recorded with ${recordedMs} ms`, recordedMs);
    return 0;
  },
});

function print(what: string, billedMs: number): void {
  const request = { memoryMb, billedMs };
  const perMillion = (dollarsPerRequest(request) * 1_000_000).toFixed(2);
  const requests = breakEvenRequests(request, container);
  const perSecond = (requests / secondsPerMonth).toFixed(1);
  console.log(
    `${what}: $${perMillion} a million, ${(requests / 1_000_000).toFixed(1)} million a month, ${perSecond} a second`,
  );
}
