import type { Runtime } from "node:inspector";
import { join } from "node:path";
import { cpuProfile } from "./enforcement/cpu-profile.ts";
import type { DatabaseTrafficWatch } from "./enforcement/database-traffic.ts";
import { partTimes } from "./enforcement/part-times.ts";
import { postgresOf } from "./enforcement/postgres-of.ts";
import { proxyCostMs } from "./enforcement/proxy-cost.ts";
import type { LoadContext } from "./with-load.ts";

const durationMs = 20_000;

/** The parts of the stage that enforce permissions and network paths, by stack frame (`name file:///...`). */
const parts = {
  signatures: /\/local-stage\/src\/endpoint\/signature\.ts$/,
  decisions: /\/iam\/src\/|\/local-stage\/src\/(iam\/authority|kms\/key-permissions)\.ts$/,
  "path checks": /^pathOf |\/plan\/src\/network\//,
};

/**
 * Measures the processor time that enforcement takes per order: signature verification, IAM decisions, network path checks, and
 * the proxy in front of Postgres. It excludes database logins (one per environment) and the clients.
 *
 * The first three are synchronous, so a CPU profile under load measures them. The proxy is measured separately. A CPU profile
 * counts elapsed time, so a socket write includes the time of the process that it wakes, and the profile does not include what
 * Node reads and decrypts before JavaScript runs. Therefore the proxy's traffic is counted under load and replayed at the same
 * rate with the proxy in a separate thread, whose processor time the operating system reports.
 *
 * For comparison, `perf record -e cpu-clock -g` of such a run found 0.13, 0.06, 0.01 and 0.15 ms (the last one without socket
 * reads). A CPU profile alone gives 0.57 ms for the proxy. Calls in a loop give 0.01 ms for the decisions and 0.06 ms for the
 * proxy.
 */
export async function benchEnforcement(
  load: LoadContext,
  traffic: DatabaseTrafficWatch,
  count: (load: LoadContext) => Promise<number>,
): Promise<string> {
  const before = await count(load);
  const stopCounting = traffic.count();
  const profile = await cpuProfile(() => load.send(durationMs));
  const { sessions, roundTrips, sentBytes } = stopCounting();
  const orders = (await count(load)) - before;
  if (roundTrips === 0) throw new Error("The proxy had no traffic");
  const proxyMs = await proxyCostMs(
    await postgresOf(load.sql),
    {
      sessions,
      perSecond: roundTrips / ((profile.endTime - profile.startTime) / 1e6),
      bytes: Math.round(sentBytes / roundTrips),
    },
    { certificates: join(load.stateDirectory, "bench-certificates"), signal: load.signal },
  );
  const times = partTimes(profile, partOf);
  const costs = [
    ...Object.keys(parts).map((part) => ({ part, ms: sampledMs(times, part) / orders })),
    { part: "proxy", ms: (proxyMs * roundTrips) / orders },
  ];
  const ms = costs.reduce((sum, cost) => sum + cost.ms, 0);
  const each = costs.map((cost) => `${cost.part} ${cost.ms.toFixed(2)}`).join(", ");
  return `enforcement: ${ms.toFixed(2)} ms of processor time per order (${each}; target: 1.5)`;
}

function partOf({ functionName, url }: Runtime.CallFrame): string | undefined {
  const frame = `${functionName} ${url}`;
  return Object.entries(parts).find(([, pattern]) => pattern.test(frame))?.[0];
}

/** A part without samples means that its pattern in `parts` no longer matches the code. */
function sampledMs(times: ReadonlyMap<string, number>, part: string): number {
  const ms = times.get(part);
  if (ms === undefined) throw new Error(`The CPU profile has no sample of ${part}`);
  return ms;
}
