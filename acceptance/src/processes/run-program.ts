import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** How a program ended; the exit code as a shell shows it: 130 when SIGINT ended it. */
export type ProgramEnd = { readonly exitCode: number; readonly output: string };

/** A program of the repository in a process of its own. */
export type ProgramRun = {
  readonly pid: number | undefined;
  /** Everything printed so far, on both outputs. */
  output(): string;
  /** Resolves when the output matches; rejects when the program ends before. */
  printed(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Rejects when it could not be started. `output` is both outputs as they came, `stdout` the one for programs. */
  readonly ended: Promise<ProgramEnd & { readonly stdout: string }>;
};

/**
 * Runs a program, given as its file below `directory` and its arguments, in a process group of its own: what a terminal tells
 * everybody reaches it only through who started it. It ends with this process at the latest.
 */
export function runProgram(
  [program = "", ...args]: readonly string[],
  directory = repository,
): ProgramRun {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: directory,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid !== undefined) child.once("exit", endWithThisProcess(child.pid));
  let text = "";
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<Awaited<ProgramRun["ended"]>>((resolve, reject) => {
    child.once("error", (cause) => {
      reject(new Error(`${program} could not be run in ${directory}: ${cause.message}`, { cause }));
    });
    child.once("close", (code, signal) => {
      // A signal that comes while Node is ending meets nobody who handles it any more.
      const exitCode = code ?? 128 + constants.signals[signal ?? "SIGKILL"];
      resolve({ exitCode, output: text, stdout });
    });
  });
  return {
    pid: child.pid,
    output: () => text,
    kill: (signal) => void child.kill(signal),
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!pattern.test(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        ended.then(
          () => reject(new Error(`${program} ended without printing ${pattern}:\n${text}`)),
          reject,
        );
      }),
  };
}
