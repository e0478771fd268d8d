import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { certificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import { Pool } from "pg";
import type { ProxyThreadData } from "./proxy-thread.ts";

const warmUpMs = 2_000;
const forMs = 10_000;

/**
 * Milliseconds of processor that the proxy takes for a round trip, with TLS and the system calls: it runs in a thread of its
 * own before the real Postgres, and `sessions` clients send it as many bytes, at the pace that it had. Without the pauses a
 * round trip costs less than half: nobody has to be woken.
 */
export async function proxyCostMs(
  upstream: ProxyThreadData["upstream"] & { readonly user: string },
  pace: { readonly sessions: number; readonly aSecond: number; readonly bytes: number },
  { certificates, signal }: { readonly certificates: string; readonly signal: AbortSignal },
): Promise<number> {
  const authority = { directory: certificates, hosts: [], nowMs: Date.now() };
  const { ca, cert, key } = certificateAuthority(authority);
  const workerData: ProxyThreadData = { tls: { cert, key }, upstream };
  const thread = new Worker(new URL("proxy-thread.ts", import.meta.url), { workerData });
  const [port] = (await once(thread, "message")) as [number];
  const { sessions, aSecond, bytes } = pace;
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
  const meanPauseMs = (1000 * sessions) / aSecond;

  async function cpuMs() {
    thread.postMessage("cpu");
    const [{ user, system }] = (await once(thread, "message")) as [NodeJS.CpuUsage];
    return (user + system) / 1000;
  }

  async function talk(durationMs: number) {
    const startMs = performance.now();
    const talks = Array.from({ length: sessions }, async () => {
      let roundTrips = 0;
      for (let dueMs = 0; dueMs < durationMs; dueMs += 2 * Math.random() * meanPauseMs) {
        await sleep(Math.max(0, startMs + dueMs - performance.now()), undefined, { signal });
        await clients.query("select length($1)", values);
        roundTrips += 1;
      }
      return roundTrips;
    });
    return (await Promise.all(talks)).reduce((sum, roundTrips) => sum + roundTrips, 0);
  }

  try {
    await talk(warmUpMs);
    const before = await cpuMs();
    const roundTrips = await talk(forMs);
    return ((await cpuMs()) - before) / roundTrips;
  } finally {
    await clients.end();
    await thread.terminate();
  }
}
