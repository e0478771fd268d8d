import { readFileSync } from "node:fs";

/** Watches the memory of running processes; frozen ones cost nothing. */
export type MemoryWatch = {
  /** Calls back once when the process's peak resident memory passes the limit. Returns the cancellation. */
  watch(pid: number, limitBytes: number, onExceeded: () => void): () => void;
  stop(): void;
};

const pollMs = 50;

/**
 * One timer for all processes: a timer for each invocation would be too expensive. Without /proc the limit is never
 * exceeded, and only V8's heap limit applies.
 */
export function createMemoryWatch(): MemoryWatch {
  const watched = new Set<{ pid: number; limitBytes: number; onExceeded: () => void }>();
  let timer: NodeJS.Timeout | undefined;

  function poll() {
    if (watched.size === 0) return stop();
    for (const entry of [...watched]) {
      if ((peakMemoryBytes(entry.pid) ?? 0) <= entry.limitBytes) continue;
      watched.delete(entry);
      entry.onExceeded();
    }
  }

  function stop() {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    watch(pid, limitBytes, onExceeded) {
      const entry = { pid, limitBytes, onExceeded };
      watched.add(entry);
      timer ??= setInterval(poll, pollMs).unref();
      return () => {
        watched.delete(entry);
      };
    },
    stop,
  };
}

/** The peak resident memory of a process; undefined when it has ended or this system has no /proc. */
export function peakMemoryBytes(pid: number): number | undefined {
  try {
    const peakKb = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return peakKb === undefined ? undefined : Number(peakKb) * 1024;
  } catch {
    return undefined;
  }
}
