import { expect, test, vi } from "vitest";
import type { Environment } from "./environment.ts";
import { createEnvironmentPool } from "./environment-pool.ts";

function startPool(limits: {
  maxBusy?: number;
  maxEnvironments?: number;
  /** The concurrency of each key. */
  concurrency?: number;
}) {
  const { concurrency = Number.POSITIVE_INFINITY } = limits;
  const log: string[] = [];
  const running = new Map<string, number>();
  const runningOf = (key: string) => running.get(key) ?? 0;
  const time = { nowMs: 0 };
  let count = 0;
  const pool = createEnvironmentPool({
    maxBusy: 10,
    maxEnvironments: 10,
    ...limits,
    nowMs: () => time.nowMs,
    mayRun: (key) => runningOf(key) < concurrency,
    onRun: (key) => running.set(key, runningOf(key) + 1),
    onEnd: (key) => running.set(key, runningOf(key) - 1),
    onWait: (name, waiting) => log.push(`wait ${name} ${waiting}`),
    async start(name): Promise<Environment> {
      const id = `${name}${++count}`;
      if (name === "broken") throw new Error("no bundle");
      log.push(`start ${id}`);
      return {
        id,
        startedAtMs: time.nowMs,
        usable: () => true,
        logged: () => Promise.resolve(),
        freeze: () => log.push(`freeze ${id}`),
        timeOut: () => {},
        kill: () => log.push(`kill ${id}`),
        end: async () => void log.push(`end ${id}`),
        invoke: () => Promise.reject(new Error("not asked for")),
      };
    },
  });
  return { pool, log, time, runningOf };
}

test("the least recently used free environment is ended for another function", async () => {
  const { pool, log } = startPool({ maxEnvironments: 2 });
  const first = await pool.acquire("a");
  const second = await pool.acquire("b");
  pool.release("a", first);
  pool.release("b", second);
  await pool.acquire("c");
  expect(log).toEqual(["start a1", "start b2", "freeze a1", "freeze b2", "end a1", "start c3"]);
});

test("a released environment is used by who waits for its function, without freezing", async () => {
  const { pool, log } = startPool({ maxBusy: 1 });
  const environment = await pool.acquire("a");
  const next = pool.acquire("a");
  pool.release("a", environment);
  expect(await next).toBe(environment);
  expect(log).toEqual(["start a1", "wait a 1"]);
});

test("those who wait are served in order, and no environment is ended for that", async () => {
  const { pool, log } = startPool({ maxBusy: 1 });
  const environment = await pool.acquire("a");
  const other = pool.acquire("b");
  const again = pool.acquire("a");
  pool.release("a", environment);
  expect((await other).id).toBe("b2");
  pool.release("b", await other);
  expect(await again).toBe(environment);
  expect(log).toEqual(["start a1", "wait b 1", "wait a 1", "start b2", "freeze a1", "freeze b2"]);
});

test("a hanging environment lets another one run, and does not count when it is released", async () => {
  const { pool } = startPool({ maxBusy: 1 });
  const hanging = await pool.acquire("a");
  const next = pool.acquire("b");
  const last = pool.acquire("b");
  pool.markHanging(hanging);
  pool.markHanging(hanging);
  const working = await next;
  pool.release("a", hanging);
  expect(pool.count("b").waiting).toBe(1);
  pool.release("b", working);
  expect(await last).toBe(working);
});

test("one who waits is served each second in which no environment is released, since the busy ones may wait for it", async () => {
  vi.useFakeTimers();
  try {
    const { pool } = startPool({ maxBusy: 1 });
    const environment = await pool.acquire("a");
    const nested = pool.acquire("b");
    const last = pool.acquire("b");
    await vi.advanceTimersByTimeAsync(999);
    expect(pool.count("b").waiting).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect((await nested).id).toBe("b2");
    expect(pool.count("b").waiting).toBe(1);
    await vi.advanceTimersByTimeAsync(999);
    pool.release("a", environment);
    await vi.advanceTimersByTimeAsync(999);
    expect(pool.count("b").waiting).toBe(1);
    pool.release("b", await nested);
    expect(await last).toBe(await nested);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("who waits for this machine does not run, and goes on waiting while its key may not run", async () => {
  const { pool, runningOf } = startPool({ maxBusy: 2, concurrency: 1 });
  const [one, two] = [await pool.acquire("other"), await pool.acquire("another")];
  const first = pool.acquire("a");
  const second = pool.acquire("a");
  const last = pool.acquire("b");
  expect([runningOf("a"), pool.count("a").waiting]).toEqual([0, 2]);
  pool.release("other", one);
  pool.release("another", two);
  const environment = await first;
  expect((await last).id).toBe("b4");
  expect([runningOf("a"), pool.count("a").waiting]).toEqual([1, 1]);
  pool.release("a", environment);
  expect(await second).toBe(environment);
  pool.release("a", environment);
  expect([runningOf("a"), pool.count("a").waiting]).toEqual([0, 0]);
});

test("the timeouts of who waits stand still until it is served", async () => {
  const { pool } = startPool({ maxBusy: 1 });
  const log: string[] = [];
  const holdTimeouts = () => {
    log.push("hold");
    return () => log.push("start");
  };
  const environment = await pool.acquire("a", holdTimeouts);
  expect(log).toEqual([]);
  const next = pool.acquire("a", holdTimeouts);
  expect(log).toEqual(["hold"]);
  pool.release("a", environment);
  await next;
  expect(log).toEqual(["hold", "start"]);
});

test("who has waited long is not served while its key may not run", async () => {
  vi.useFakeTimers();
  try {
    const { pool, log } = startPool({ maxBusy: 1, concurrency: 1 });
    const environment = await pool.acquire("a");
    const next = pool.acquire("a");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(log).toEqual(["start a1", "wait a 1"]);
    pool.release("a", environment);
    expect(await next).toBe(environment);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test("an old environment is replaced when it is released or needed", async () => {
  const { pool, log, time } = startPool({});
  const environment = await pool.acquire("a");
  time.nowMs = 3 * 3_600_000;
  pool.release("a", environment);
  pool.release("a", await pool.acquire("a"));
  time.nowMs += 700_000;
  await pool.acquire("a");
  expect(log).toEqual(["start a1", "end a1", "start a2", "freeze a2", "end a2", "start a3"]);
});

test("a failed start fails only its invocation, and makes room for who waits", async () => {
  const { pool, runningOf } = startPool({ maxBusy: 1 });
  const failing = pool.acquire("broken");
  const waiting = pool.acquire("a");
  await expect(failing).rejects.toThrow("no bundle");
  expect(runningOf("broken")).toBe(0);
  expect((await waiting).id).toBe("a2");
});

test("an environment that was starting when its function was replaced is used once at most", async () => {
  const { pool, log } = startPool({});
  const starting = pool.acquire("a");
  pool.retire("a");
  pool.release("a", await starting);
  expect(log).toEqual(["start a1", "end a1"]);
  expect(pool.count("a")).toEqual({ environments: 0, waiting: 0 });
});
