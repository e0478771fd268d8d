import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { oneCpuMb } from "../../operations/src/tune/memory-model.ts";
import { runCommand } from "../../workbench/cli/src/run-command.ts";
import { wholeNumber } from "../../workbench/cli/src/whole-number.ts";
import { type ImportCost, measureImports } from "./imports/measure-imports.ts";
import { coldShare, environmentsFor } from "./routes/environments.ts";

const help = `node scripts/figures/route-figures.ts [--rounds N]

  One function for the orders API, or one for each route? Prints what each would import: the size of its bundle, minified, and the
  processor time of its import, the median of N cold processes less that of an empty module. Then a model of the traffic: which share
  of the requests meets a cold start, and how many environments suffice in 999 of 1,000 moments.

  --rounds N   how many processes of each (default: 9)`;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What every HTTP function needs. */
const http = [
  `export { createHttpApp, httpHandler } from "@stagecraft/lambda/http";`,
  `export { createTelemetry } from "@stagecraft/lambda/telemetry";`,
  `export { readEnvironment, readLink } from "@stagecraft/lambda/config";`,
];
const authenticated = `export { authenticate } from "./src/authenticate.ts";`;
const database = `export { connectAsRole } from "@stagecraft/database/connect-as-role";`;
const queues = [
  `export { sqs } from "@stagecraft/aws/sqs";`,
  `export { queueSender } from "@stagecraft/lambda/queue-sender";`,
];
const route = (name: string) => `export * from "./src/routes/${name}-route.ts";`;

/** The imports of a function, by what it answers. */
const functions: Readonly<Record<string, readonly string[]>> = {
  "all routes": [...http, database, ...queues, `export { createApp } from "./src/app.ts";`],
  "POST /orders": [...http, authenticated, database, ...queues, route("place-order")],
  "GET /orders/{id}": [...http, authenticated, database, route("get-order")],
  "GET /orders": [...http, authenticated, database, route("list-orders")],
  "GET /sales/daily": [...http, authenticated, database, route("list-daily-sales")],
  "GET /health": [...http, route("get-health")],
};

/** The shares of the requests that npm run load sends. */
const sharePercents = [50, 40, 10];
/** How long an environment without requests is assumed to stay. AWS publishes no figure. */
const keptMinutes = 10;
/** How long a request is assumed to take. */
const requestMs = 50;

await runCommand({
  name: "route-figures",
  help,
  options: { rounds: { type: "string", default: "9" } },
  async run({ values }, { signal }) {
    const rounds = wholeNumber("--rounds", values.rounds, 1, 100);
    const folder = await mkdtemp(join(tmpdir(), "stagecraft-routes-"));
    try {
      const imports = Object.entries(functions).map(([name, lines]) => ({
        name,
        code: lines.join("\n"),
      }));
      const from = join(root, "services/orders-api");
      const costs = await measureImports(imports, { root, from, folder, rounds, signal });
      for (const { name, bytes, cpuMs } of costs) {
        console.log(`${name}: ${cpuMs.toFixed(1)} ms, ${(bytes / 1000).toFixed(0)} kB`);
      }
      printSaved(costs);
      printOnMemory(costs, 1_024);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    const shares = sharePercents.map((sharePercent) => sharePercent / 100);
    for (const perHour of [6, 60, 600]) {
      const perMinute = perHour / 60;
      const split = shares.reduce(
        (sum, share) => sum + share * coldShare(perMinute * share, keptMinutes),
        0,
      );
      const one = coldShare(perMinute, keptMinutes);
      console.log(
        `${perHour} requests an hour: cold ${percent(one)} in one, ${percent(split)} in three`,
      );
    }
    for (const perSecond of [10, 100]) {
      const busy = (perSecond * requestMs) / 1000;
      const split = shares.map((share) => environmentsFor(busy * share));
      const sum = split.reduce((total, each) => total + each, 0);
      console.log(
        `${perSecond} requests a second: ${environmentsFor(busy)} environments in one, ${sum} in three`,
      );
    }
    return 0;
  },
});

/** What a function for one route saves, of those that reach Postgres. */
function printSaved([whole, ...routes]: readonly ImportCost[]): void {
  const saved = routes
    .filter(({ name }) => name !== "GET /health")
    .map(({ cpuMs }) => Math.round(100 * (1 - cpuMs / (whole?.cpuMs ?? cpuMs))));
  console.log(`saved: ${Math.min(...saved)} to ${Math.max(...saved)} %`);
}

/** How long the import of all routes takes with an amount of memory. */
function printOnMemory([whole]: readonly ImportCost[], memoryMb: number): void {
  const cpuMs = whole?.cpuMs ?? 0;
  const onMemory = (cpuMs * oneCpuMb) / memoryMb;
  console.log(`all routes on ${memoryMb} MB: ${onMemory.toFixed(0)} ms of ${cpuMs.toFixed(1)} ms`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
