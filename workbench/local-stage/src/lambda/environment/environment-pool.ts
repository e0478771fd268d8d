import type { HoldTimeouts } from "../../common/invocation.ts";
import type { Environment } from "./environment.ts";

/** The environments, which of them are free, and who waits for one. A key stands for a function or for one of its published versions. */
export type EnvironmentPool = {
  /**
   * Returns the key's most recently used free environment, or a new one. Waits while the maximum is busy, or while the key may
   * not run. Rejects when an environment cannot be started.
   */
  acquire(key: string, holdTimeouts?: HoldTimeouts): Promise<Environment>;
  /** The environment hangs and does not count as busy until it is released. */
  markHanging(environment: Environment): void;
  /** Freezes an environment, unless someone waits for it or it has ended. */
  release(key: string, environment: Environment): void;
  /** Ends the key's environments after their running event. */
  retire(key: string): void;
  count(key: string): { readonly environments: number; readonly waiting: number };
  /** Rejects all who wait. */
  refuse(error: () => Error): void;
  /** Ends the free environments and waits for all that are ending. */
  end(): Promise<void>;
};

export type EnvironmentPoolOptions = {
  /** The maximum of busy ones: more would only compete for the processor. */
  readonly maxBusy: number;
  /** The maximum of all, frozen ones included: more would not fit in memory. */
  readonly maxEnvironments: number;
  /** Stage time. */
  nowMs(): number;
  start(key: string): Promise<Environment>;
  /** Whether Lambda's concurrency has room for one more of this key. */
  mayRun(key: string): boolean;
  /** Called when an invocation gets an environment, a starting one included. */
  onRun(key: string): void;
  /** Called when an invocation that had got an environment has ended, or its environment could not be started. */
  onEnd(key: string): void;
  /** Called when an invocation begins to wait; `waiting` counts all that wait for this key. */
  onWait(key: string, waiting: number): void;
};

type Free = { readonly environment: Environment; readonly key: string; sinceMs: number };
type Waiter = {
  readonly key: string;
  startTimeouts?(): void;
  resolve(environment: Environment | Promise<Environment>): void;
  reject(error: Error): void;
};

/** Lambda publishes neither; these are observed values. In stage time. */
const idleLifeMs = 10 * 60_000;
const maximumLifeMs = 2 * 60 * 60_000;
/**
 * All busy environments may wait for the one that is waiting: when none is released for this time, one more is started, if there is
 * memory for it. A slow machine that releases them does not get more work at once.
 */
const fallbackMs = 1_000;

export function createEnvironmentPool(options: EnvironmentPoolOptions): EnvironmentPool {
  const { nowMs, maxBusy, maxEnvironments } = options;
  /** The most recently used is last. */
  const free: Free[] = [];
  const waiters: Waiter[] = [];
  const waiting = new Map<string, number>();
  const owners = new Map<Environment, string>();
  const retired = new WeakSet<Environment>();
  const hanging = new WeakSet<Environment>();
  const ending = new Set<Promise<void>>();
  const starting = new Map<string, number>();
  /** How often a key's environments were retired, to recognize one that was starting meanwhile. */
  const generations = new Map<string, number>();
  let total = 0;
  let busy = 0;
  let fallback: NodeJS.Timeout | undefined;

  function discard(environment: Environment) {
    owners.delete(environment);
    total -= 1;
    const ended = environment.end().finally(() => ending.delete(ended));
    ending.add(ended);
  }

  function endFreeWhere(condition: (entry: Free) => boolean) {
    for (let index = free.length - 1; index >= 0; index -= 1) {
      const entry = free[index];
      if (entry === undefined || !condition(entry)) continue;
      free.splice(index, 1);
      discard(entry.environment);
    }
  }

  function isObsolete({ environment, sinceMs }: Free) {
    const now = nowMs();
    return (
      !environment.usable() ||
      retired.has(environment) ||
      now - sinceMs > idleLifeMs ||
      now - environment.startedAtMs > maximumLifeMs
    );
  }

  function addStarting(key: string, change: 1 | -1) {
    starting.set(key, (starting.get(key) ?? 0) + change);
  }

  async function start(key: string): Promise<Environment> {
    total += 1;
    addStarting(key, 1);
    const generation = generations.get(key);
    try {
      const environment = await options.start(key);
      owners.set(environment, key);
      if (generations.get(key) !== generation) retired.add(environment);
      return environment;
    } catch (error) {
      total -= 1;
      busy -= 1;
      options.onEnd(key);
      admit();
      throw error;
    } finally {
      addStarting(key, -1);
    }
  }

  /** A free environment of the key, otherwise a new one; the one that was free longest is ended if there are too many. */
  function handOver(key: string): Environment | Promise<Environment> {
    busy += 1;
    options.onRun(key);
    endFreeWhere(isObsolete);
    const index = free.findLastIndex((entry) => entry.key === key);
    const found = index < 0 ? undefined : free.splice(index, 1)[0];
    if (found !== undefined) return found.environment;
    const oldest = total < maxEnvironments ? undefined : free.shift();
    if (oldest !== undefined) discard(oldest.environment);
    return start(key);
  }

  /** Serves those who wait and may run, first come, first served. */
  function admit() {
    while (busy < maxBusy && serveNext());
    planFallback();
  }

  function serveNext(): boolean {
    const waiter = waiters.find(({ key }) => options.mayRun(key));
    if (waiter === undefined) return false;
    forget(waiter);
    waiter.startTimeouts?.();
    waiter.resolve(handOver(waiter.key));
    return true;
  }

  function planFallback() {
    clearTimeout(fallback);
    if (waiters.length === 0) return;
    fallback = setTimeout(() => {
      if (total < maxEnvironments) serveNext();
      planFallback();
    }, fallbackMs);
  }

  function forget(waiter: Waiter) {
    waiters.splice(waiters.indexOf(waiter), 1);
    waiting.set(waiter.key, waitingFor(waiter.key) - 1);
  }

  function wait(key: string, holdTimeouts?: HoldTimeouts) {
    return new Promise<Environment>((resolve, reject) => {
      const startTimeouts = holdTimeouts?.();
      waiters.push({ key, resolve, reject, ...(startTimeouts && { startTimeouts }) });
      waiting.set(key, waitingFor(key) + 1);
      if (waiters.length === 1) planFallback();
      options.onWait(key, waitingFor(key));
    });
  }

  function waitingFor(key: string) {
    return waiting.get(key) ?? 0;
  }

  return {
    acquire: async (key, holdTimeouts) =>
      busy < maxBusy && options.mayRun(key) ? handOver(key) : wait(key, holdTimeouts),
    markHanging(environment) {
      if (hanging.has(environment)) return;
      hanging.add(environment);
      busy -= 1;
      admit();
    },
    release(key, environment) {
      if (!hanging.delete(environment)) busy -= 1;
      options.onEnd(key);
      const entry = { environment, key, sinceMs: nowMs() };
      if (isObsolete(entry)) discard(environment);
      else free.push(entry);
      admit();
      if (free.includes(entry)) environment.freeze();
    },
    retire(key) {
      generations.set(key, (generations.get(key) ?? 0) + 1);
      for (const [environment, owner] of owners) {
        if (owner === key) retired.add(environment);
      }
      endFreeWhere(isObsolete);
    },
    count(key) {
      let environments = starting.get(key) ?? 0;
      for (const owner of owners.values()) if (owner === key) environments += 1;
      return { environments, waiting: waitingFor(key) };
    },
    refuse(error) {
      for (const waiter of [...waiters]) {
        forget(waiter);
        waiter.reject(error());
      }
      clearTimeout(fallback);
    },
    async end() {
      endFreeWhere(() => true);
      await Promise.all(ending);
    },
  };
}
