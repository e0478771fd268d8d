import { spawn } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import { endWithThisProcess } from "../../workbench/processes/src/end-with-this-process.ts";
import { variablesOf } from "./test-run.ts";

/** How tools are run. */
export type ToolOptions = {
  readonly root: string;
  /** Where they keep temporary files. */
  readonly temporaryFolder: string;
  /** More of the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called with each line, as it comes. */
  readonly onLine?: (line: string) => void;
};

/**
 * Runs a program of node_modules/.bin.
 * @throws the signal's reason when it is aborted, once the program has ended.
 */
export async function runTool(
  [program = "", ...args]: readonly string[],
  { root, temporaryFolder, variables = {}, signal, onLine = () => {} }: ToolOptions,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  signal.throwIfAborted();
  const bin = join(root, "node_modules", ".bin");
  const child = spawn(join(bin, program), args, {
    cwd: root,
    // Of a group of its own: a terminal's Ctrl-C reaches it through this process alone.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...env,
      ...variablesOf({ pid: process.pid }),
      ...variables,
      PATH: `${bin}:${env.PATH}`,
      TMPDIR: temporaryFolder,
      // Most of what short programs do is to load the same modules.
      NODE_COMPILE_CACHE: join(temporaryFolder, "compile-cache"),
      STAGECRAFT_POSTGRES_TEMPLATE: join(temporaryFolder, "postgres-template"),
      // What was known yesterday may have come to its end today: a waiver, a runtime.
      STAGECRAFT_TODAY: new Date().toISOString().slice(0, 10),
      NO_COLOR: "1",
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
    },
  });
  if (child.pid !== undefined) child.once("exit", endWithThisProcess(child.pid));
  const end = () => child.kill("SIGTERM");
  signal.addEventListener("abort", end, { once: true });
  let output = "";
  let rest = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve(code ?? 1));
  });
  signal.removeEventListener("abort", end);
  signal.throwIfAborted();
  return { exitCode, output };
}
