import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** How a program ended. The exit code is that of a shell: 130 after SIGINT. */
export type ProgramEnd = { readonly exitCode: number; readonly output: string };

/** A running program of the repository. */
export type ProgramRun = {
  readonly pid: number | undefined;
  /** The output so far, of stdout and stderr. */
  output(): string;
  /** Resolves when the output matches. Rejects when the program ends without a match. */
  printed(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Rejects when the program could not be started. `output` has stdout and stderr, `stdout` only stdout. */
  readonly ended: Promise<ProgramEnd & { readonly stdout: string }>;
};

/**
 * Runs a program file in `directory` with arguments, in a separate process group, so that Ctrl-C in a terminal reaches it only
 * through its parent process. It is ended with this process at the latest.
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
      for (const check of watchers) check();
    });
  }
  const ended = new Promise<Awaited<ProgramRun["ended"]>>((resolve, reject) => {
    child.once("error", (cause) => {
      reject(new Error(`${program} could not be run in ${directory}: ${cause.message}`, { cause }));
    });
    child.once("close", (code, signal) => {
      // While Node is exiting, a signal is no longer handled and ends the process.
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
        const check = () => {
          if (!pattern.test(text)) return;
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
        check();
        ended.then(
          () => reject(new Error(`${program} ended without printing ${pattern}:\n${text}`)),
          reject,
        );
      }),
  };
}
