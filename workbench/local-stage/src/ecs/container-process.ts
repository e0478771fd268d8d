import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

/** The running process of a container. */
export type ContainerProcess = {
  readonly pid: number;
  /** Tells it how far the stage is ahead of this machine. */
  setClockOffset(offsetMs: number): void;
  /** Sends SIGTERM, and SIGKILL after `timeoutMs`, as ECS does. Resolves when it has ended. */
  stop(timeoutMs: number): Promise<void>;
  /** Resolves when it has ended and all its lines were read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
};

const clockProgram = new URL("./container-clock.mjs", import.meta.url);

/** Starts a container's program, as a process group that ends with this process. */
export function startContainerProcess(options: {
  readonly nodePath: string;
  /** Those of the container's command. */
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: { readonly [name: string]: string };
  readonly clockOffsetMs: number;
  line(text: string): void;
  register(pid: number): void;
  forget(pid: number): void;
}): ContainerProcess {
  const clock = `${clockProgram}?offsetMs=${options.clockOffsetMs}`;
  const child = spawn(options.nodePath, ["--import", clock, ...options.arguments], {
    cwd: options.directory,
    env: options.environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${options.nodePath} cannot be started`);
  options.register(pid);
  const release = endWithThisProcess(pid);
  for (const input of [child.stdout, child.stderr] as Readable[]) {
    createInterface({ input }).on("line", options.line);
  }
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("exit", () => {
      release();
      options.forget(pid);
    });
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const signal = (name: NodeJS.Signals) => {
    // The id of a process that has ended may be used again.
    if (child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-pid, name);
    } catch {
      // The group is already gone.
    }
  };
  return {
    pid,
    ended,
    setClockOffset(offsetMs) {
      if (child.connected) child.send(offsetMs);
    },
    async stop(timeoutMs) {
      signal("SIGTERM");
      const timer = setTimeout(() => signal("SIGKILL"), timeoutMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
