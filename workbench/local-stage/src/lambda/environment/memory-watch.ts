import { readFileSync } from "node:fs";

/** Looks at the memory of running processes; frozen ones cost nothing. */
export type MemoryWatch = {
  /** Calls back once when the process's peak resident memory passes the limit. Returns the cancellation. */
  watch(pid: number, limitBytes: number, onExceeded: () => void): () => void;
  stop(): void;
};

const pollMs = 50;

/**
 * One timer for all processes: an invocation of a millisecond must not pay for its own. Where there is no /proc
 * nothing is ever exceeded, and only V8's own heap limit holds.
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

/** The most that a process has had resident; undefined when it is gone or this system has no /proc. */
export function peakMemoryBytes(pid: number): number | undefined {
  try {
    const peakKb = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return peakKb === undefined ? undefined : Number(peakKb) * 1024;
  } catch {
    return undefined;
  }
}
