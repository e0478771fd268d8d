import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { certificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import { Pool } from "pg";
import type { ProxyThreadData } from "./proxy-thread.ts";

const warmUpMs = 2_000;
const durationMs = 10_000;

/**
 * Measures the processor time of the proxy per round trip in milliseconds, with TLS and system calls. The proxy runs in a separate
 * thread in front of the real Postgres, and `sessions` clients send queries of this size at this rate. The pauses between queries
 * matter: without them no thread has to be woken, and a round trip costs less than half.
 */
export async function proxyCostMs(
  upstream: ProxyThreadData["upstream"] & { readonly user: string },
  traffic: { readonly sessions: number; readonly perSecond: number; readonly bytes: number },
  { certificates, signal }: { readonly certificates: string; readonly signal: AbortSignal },
): Promise<number> {
  const authority = { directory: certificates, hosts: [], nowMs: Date.now() };
  const { ca, cert, key } = certificateAuthority(authority);
  const workerData: ProxyThreadData = { tls: { cert, key }, upstream };
  const thread = new Worker(new URL("proxy-thread.ts", import.meta.url), { workerData });
  const [port] = (await once(thread, "message")) as [number];
  const { sessions, perSecond, bytes } = traffic;
  const clients = new Pool({
    host: "127.0.0.1",
    port,
    ssl: { ca },
    max: sessions,
    user: upstream.user,
    password: "any",
    database: "postgres",
  });
  const values = ["x".repeat(bytes)];
  const meanPauseMs = (1000 * sessions) / perSecond;

  async function cpuMs() {
    thread.postMessage("cpu");
    const [{ user, system }] = (await once(thread, "message")) as [NodeJS.CpuUsage];
    return (user + system) / 1000;
  }

  async function sendQueries(forMs: number) {
    const startMs = performance.now();
    const counts = Array.from({ length: sessions }, async () => {
      let roundTrips = 0;
      for (let dueMs = 0; dueMs < forMs; dueMs += 2 * Math.random() * meanPauseMs) {
        await sleep(Math.max(0, startMs + dueMs - performance.now()), undefined, { signal });
        await clients.query("select length($1)", values);
        roundTrips += 1;
      }
      return roundTrips;
    });
    return (await Promise.all(counts)).reduce((sum, roundTrips) => sum + roundTrips, 0);
  }

  try {
    await sendQueries(warmUpMs);
    const before = await cpuMs();
    const roundTrips = await sendQueries(durationMs);
    return ((await cpuMs()) - before) / roundTrips;
  } finally {
    await clients.end();
    await thread.terminate();
  }
}
