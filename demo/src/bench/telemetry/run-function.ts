import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FunctionMessage, FunctionWork } from "./function-process.ts";
import type { SpanSink } from "./span-sink.ts";

/** What one process cost: `init`, and each call by name. `spans` is what one invocation of the call sent. */
export type Measured = FunctionMessage & { readonly spans: number; readonly spanBytes: number };

const program = fileURLToPath(new URL("function-process.ts", import.meta.url));

/**
 * Runs the work in a new process, whose standard output is thrown away.
 *
 * @throws Error with what the process wrote when it fails
 */
export async function runFunction(
  work: FunctionWork,
  env: NodeJS.ProcessEnv,
  { sink, signal }: { readonly sink: SpanSink; readonly signal: AbortSignal },
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  const child = spawn(process.execPath, [program, JSON.stringify(work)], {
    env,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    signal,
  });
  child.on("message", (message) =>
    measured.push({ ...(message as FunctionMessage), ...sink.lastInvocation() }),
  );
  let written = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    written += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`A measured function ended with ${code}:\n${written}`);
  return measured;
}
