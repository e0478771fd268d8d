import {
  breakEvenRequests,
  dollarsPerMonth,
  dollarsPerRequest,
} from "../../operations/src/container-cost/break-even.ts";
import { runCommand } from "../../workbench/cli/src/run-command.ts";

const help = `node scripts/figures/container-figures.ts

  Computes from how many requests a month the orders API costs less as a container, for durations of a request.`;

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
    for (const billedMs of [10, 30, 100, 300]) {
      const request = { memoryMb, billedMs };
      const perMillion = (dollarsPerRequest(request) * 1_000_000).toFixed(2);
      const requests = breakEvenRequests(request, container);
      const perSecond = (requests / secondsPerMonth).toFixed(1);
      console.log(
        `${billedMs} ms: $${perMillion} a million, ${(requests / 1_000_000).toFixed(1)} million a month, ${perSecond} a second`,
      );
    }
    return 0;
  },
});
