import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";
import type { ProcessExit } from "../invocation-error.ts";
import type { RuntimeSettings } from "../runtime/settings.d.mts";

/** A function's process and its children: one process group. */
export type RuntimeProcess = {
  readonly pid: number;
  freeze(): void;
  thaw(): void;
  /** Ends the group at once, frozen or not. */
  kill(): void;
  /** Settles when the process is gone and all its output has been read. */
  readonly ended: Promise<ProcessExit>;
};

/** The folder of the program that runs in every function's process. */
export const runtimeDirectory = fileURLToPath(new URL("../runtime", import.meta.url));

/** How long to wait for output of an ended process, which a child outside its group may hold open. */
const lateOutputMs = 100;

/**
 * Starts a function's process.
 * @throws when the operating system cannot start it.
 */
export async function startRuntimeProcess(options: {
  readonly definition: FunctionDefinition;
  readonly nodePath: string;
  readonly taskRoot: string;
  readonly env: { readonly [name: string]: string };
  readonly settings: RuntimeSettings;
  /** Where a debugger may attach. */
  readonly debuggerPort?: number | undefined;
  /** Called before the process is used. */
  register(pid: number): void;
  /** Called when its process group has ended. */
  forget(pid: number): void;
  output(chunk: Buffer): void;
}): Promise<RuntimeProcess> {
  const child = spawn(
    options.nodePath,
    [
      ...nodeFlags(options.definition),
      ...(options.debuggerPort === undefined
        ? []
        : [`--inspect=127.0.0.1:${options.debuggerPort}`, "--inspect-publish-uid=http"]),
      `${runtimeDirectory}/bootstrap.mjs`,
      JSON.stringify(options.settings),
    ],
    {
      cwd: options.taskRoot,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  const { pid } = child;
  if (pid === undefined) {
    throw await new Promise<Error>((resolve) => child.once("error", resolve));
  }
  options.register(pid);
  const release = endWithThisProcess(pid);
  child.stdout.on("data", options.output);
  // The runtime writes its stderr to stdout; only Node writes here, for a fatal error.
  child.stderr.on("data", options.output);

  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-pid, name);
    } catch {
      // The group is already gone.
    }
  };
  const ended = new Promise<ProcessExit>((resolve) => {
    child.once("exit", () => {
      signal("SIGKILL");
      release();
      options.forget(pid);
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, lateOutputMs).unref();
    });
    child.once("close", (code, name) => resolve({ code, signal: name }));
  });
  return {
    pid,
    ended,
    freeze: () => signal("SIGSTOP"),
    thaw: () => signal("SIGCONT"),
    kill: () => signal("SIGKILL"),
  };
}

/**
 * The flags of a function's Node. Links in the task root are not resolved, so that a module finds its neighbours there as
 * under /var/task.
 */
function nodeFlags({ memoryMb }: FunctionDefinition): string[] {
  return [
    "--preserve-symlinks",
    `--max-semi-space-size=${Math.floor(memoryMb * 0.05)}`,
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
  ];
}
