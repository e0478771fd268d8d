import type { Runtime } from "node:inspector";
import { join } from "node:path";
import { cpuProfile } from "./enforcement/cpu-profile.ts";
import type { DatabaseTrafficWatch } from "./enforcement/database-traffic.ts";
import { partTimes } from "./enforcement/part-times.ts";
import { proxyCostMs } from "./enforcement/proxy-cost.ts";
import type { Load } from "./under-load.ts";

const forMs = 20_000;

/** What enforces in the stage's own code, by its frames: `name file:///...`. */
const parts = {
  signatures: /\/local-stage\/src\/endpoint\/signature\.ts$/,
  decisions: /\/iam\/src\/|\/local-stage\/src\/(iam\/authority|kms\/key-permissions)\.ts$/,
  "path checks": /^pathOf |\/plan\/src\/network\//,
};

/**
 * What enforcement takes of the stage's processor for an order: verifying the signature of each call, deciding on it, looking
 * for its way, and the proxy before Postgres. Logins, one in an environment's life, are not in it, nor is what clients spend.
 *
 * The first three run to their end once they are called: a CPU profile under load samples them. The proxy is measured apart,
 * since a profile counts elapsed time, in which a write lasts until whom it woke gives the core back, and does not see what
 * Node reads and decrypts before any JavaScript runs. Its conversation is counted under load and held again, at the same pace,
 * with the proxy in a thread of its own, whose processor time the system knows.
 *
 * Held against `perf record -e cpu-clock -g` of such a run, which found 0.13, 0.06, 0.01 and 0.15 ms (the last without reads
 * from sockets). A profile alone would have said 0.57 for the proxy; calls in a loop would have said 0.01 for the decisions and
 * 0.06 for the proxy.
 */
export async function benchEnforcement(
  load: Load,
  traffic: DatabaseTrafficWatch,
  count: (load: Load) => Promise<number>,
): Promise<string> {
  const before = await count(load);
  const trafficSince = traffic.count();
  const profile = await cpuProfile(() => load.send(forMs));
  const { sessions, roundTrips, sentBytes } = trafficSince();
  const orders = (await count(load)) - before;
  if (roundTrips === 0) throw new Error("Nothing went through the proxy");
  const proxyMs = await proxyCostMs(
    await postgresOf(load),
    {
      sessions,
      aSecond: roundTrips / ((profile.endTime - profile.startTime) / 1e6),
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
  return `enforcement: ${ms.toFixed(2)} ms of processor an order (${each}; aim: 1.5)`;
}

function partOf({ functionName, url }: Runtime.CallFrame): string | undefined {
  const frame = `${functionName} ${url}`;
  return Object.entries(parts).find(([, pattern]) => pattern.test(frame))?.[0];
}

/** Nothing at all would be a pattern that finds its code no longer. */
function sampledMs(times: ReadonlyMap<string, number>, part: string): number {
  const ms = times.get(part);
  if (ms === undefined) throw new Error(`No sample of the CPU profile is in ${part}`);
  return ms;
}

async function postgresOf({ sql }: Load) {
  const { rows } = await sql.query<{ socketDirectory: string; port: number; user: string }>(
    `select current_setting('unix_socket_directories') as "socketDirectory",
            current_setting('port')::int as port, current_user as user`,
  );
  if (!rows[0]) throw new Error("Postgres did not say where it is");
  return rows[0];
}
