import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";
import { postgresEnvironment } from "./initialize-cluster.ts";
import type { PostgresLocation } from "./postgres-location.ts";
import { isReady } from "./postmaster-lock.ts";

/** Postgres's first process, which leads a process group and starts the others. */
export type Postmaster = { readonly child: ChildProcess; readonly pid: number };

const startTimeoutMs = 60_000;
const pollMs = 3;

/** Postgres's fast shutdown, then the immediate one, then a kill. */
const stopSteps = [
  { signal: "SIGINT", waitMs: 8_000 },
  { signal: "SIGQUIT", waitMs: 7_000 },
  { signal: "SIGKILL", waitMs: 2_000 },
] as const;

/**
 * Starts Postgres and waits until it takes connections.
 * @throws PostgresStartError with what it logged.
 */
export async function launchPostmaster(
  place: PostgresLocation,
  settings: { readonly [name: string]: string },
  logFile: string,
  register: (pid: number) => void,
): Promise<Postmaster> {
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const logged = () => readFileSync(logFile).subarray(logStart).toString().trim();
  const child = spawn(
    join(place.programs, "bin", "postgres"),
    [
      ...["-D", place.dataDirectory],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { ...place.account, env: postgresEnvironment, detached: true, stdio: ["ignore", log, log] },
  );
  closeSync(log);
  const spawned = await once(child, "spawn").then(
    () => undefined,
    (cause) => new PostgresStartError(String(cause), { cause }),
  );
  if (spawned !== undefined || child.pid === undefined) throw spawned;
  const postmaster = { child, pid: child.pid };
  register(postmaster.pid);
  child.once("exit", endWithThisProcess(postmaster.pid));

  const deadline = performance.now() + startTimeoutMs;
  while (!isReady(place.dataDirectory, postmaster.pid)) {
    if (hasEnded(child)) throw new PostgresStartError(logged());
    if (performance.now() > deadline) {
      await stopPostmaster(postmaster);
      throw new PostgresStartError(`not ready after ${startTimeoutMs / 1000} s.\n${logged()}`);
    }
    await delay(pollMs);
  }
  return postmaster;
}

/** Stops Postgres with increasing force, and returns when it has ended. */
export async function stopPostmaster({ child, pid }: Postmaster): Promise<void> {
  for (const { signal, waitMs } of stopSteps) {
    if (hasEnded(child)) return;
    const ended = once(child, "exit", { signal: AbortSignal.timeout(waitMs) });
    process.kill(signal === "SIGKILL" ? -pid : pid, signal);
    await ended.catch(() => undefined);
  }
}

/** Postgres ended while it was starting; the message is what it logged. */
export class PostgresStartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PostgresStartError";
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
