import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

/** A program of Node that serves HTTP. */
export type ServerProgram = {
  /** The file and its arguments. */
  readonly args: readonly string[];
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The address that has an answer as soon as the program is ready. */
  readonly readyUrl: string;
};

export type Server = {
  readonly pid: number;
  /** From the start of the process to the first answer. */
  readonly readyMs: number;
  /** The message that the program has sent to this process, if any. */
  told(): unknown;
  stop(): Promise<void>;
};

const readyWithinMs = 120_000;
const endsWithinMs = 10_000;
const askEveryMs = 20;

/**
 * Starts the program in a process group of its own, and waits until it answers.
 *
 * @throws Error with what the program wrote when it ends before that, or does not answer in two minutes
 */
export async function runServer(program: ServerProgram, signal: AbortSignal): Promise<Server> {
  const startMs = performance.now();
  const child = spawn(process.execPath, program.args, {
    cwd: program.directory,
    env: program.environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program.args[0]} could not be started`);
  child.once("exit", endWithThisProcess(pid));
  let written = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      written = (written + chunk).slice(-10_000);
    });
  }
  let told: unknown;
  child.on("message", (message) => {
    told = message;
  });
  const exited = once(child, "exit");
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (!hasEnded()) child.kill("SIGTERM");
    await Promise.race([exited, after(endsWithinMs, undefined, { ref: false })]);
    // What the program started may outlive it.
    killGroup(pid);
    await exited;
  };
  try {
    while (!(await answers(program.readyUrl))) {
      signal.throwIfAborted();
      if (hasEnded() || performance.now() - startMs > readyWithinMs) {
        const what = hasEnded() ? "ended before it answered" : "did not answer in two minutes";
        throw new Error(`It ${what}: ${written.trim().replaceAll(/\s+/g, " ")}`);
      }
      await after(askEveryMs);
    }
    return { pid, readyMs: performance.now() - startMs, told: () => told, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Kills what is left of a process group. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
