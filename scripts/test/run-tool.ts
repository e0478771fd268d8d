import { spawn } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import { endWithThisProcess } from "../../workbench/processes/src/end-with-this-process.ts";
import { variablesOf } from "./test-run.ts";

/** Options for running a tool. */
export type ToolOptions = {
  readonly root: string;
  /** The folder for temporary files. */
  readonly temporaryFolder: string;
  /** Additional environment variables. */
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
    // In its own process group: it gets a terminal's Ctrl-C only from this process.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...env,
      ...variablesOf({ pid: process.pid }),
      ...variables,
      PATH: `${bin}:${env.PATH}`,
      TMPDIR: temporaryFolder,
      // Short programs spend most of their time on loading the same modules.
      NODE_COMPILE_CACHE: join(temporaryFolder, "compile-cache"),
      STAGECRAFT_POSTGRES_TEMPLATE: join(temporaryFolder, "postgres-template"),
      // A cached result may depend on the date: waivers and runtimes expire.
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
