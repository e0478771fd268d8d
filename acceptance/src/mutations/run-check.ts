import { interruptionOf } from "@stagecraft/cli/interruption";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import { type ProgramEnd, runProgram } from "../processes/run-program.ts";

/** A copy of the repository, and the signal that ends the run. */
type CheckContext = { readonly directory: string; readonly signal: AbortSignal };

/**
 * Runs a check in a copy of the repository: `gate NAME`, `lint PATHS`, `run ARGUMENTS`, `chaos ARGUMENTS`, `deploy ARGUMENTS` or
 * `test VITEST_ARGUMENTS`.
 * @throws InterruptedError when the signal is aborted, after passing it on and waiting for the check to end.
 */
export async function runCheck(command: string, context: CheckContext): Promise<ProgramEnd> {
  const [kind, ...args] = command.split(" ");
  switch (kind) {
    case "gate":
      return await run(["workbench/gates/src/main.ts", ...args], context);
    case "lint":
      return await run(["node_modules/@biomejs/biome/bin/biome", "lint", ...args], context);
    case "test":
      return await run(["node_modules/vitest/vitest.mjs", "run", "--no-color", ...args], context);
    case "chaos":
      return await run(["demo/src/chaos.ts", ...args], context);
    case "deploy":
      return await run(
        ["workbench/deploy-check/src/main.ts", "--brief", ...issuer, ...args],
        context,
      );
    case "run":
      return await startOnce(args, context);
    default:
      throw new Error(
        `Unknown kind of check "${command}": it must be gate, lint, run, chaos, deploy or test`,
      );
  }
}

/** A deploy requires an issuer. */
const issuer = ["--variable", "TOKEN_ISSUER=https://tokens.example.com"];

/** Runs `npm start -- --once` on a temporary state. */
function startOnce(args: readonly string[], context: CheckContext): Promise<ProgramEnd> {
  return withTemporaryState("mutation", (state) => {
    const start = ["operations/src/start/main.ts", "--once", "--port", "0", "--state", state];
    return run([...start, ...args], context);
  });
}

async function run(
  program: readonly string[],
  { directory, signal }: CheckContext,
): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const { ended, kill } = runProgram(program, directory);
  const passOn = () => kill(interruptionOf(signal)?.signalName ?? "SIGTERM");
  signal.addEventListener("abort", passOn, { once: true });
  const end = await ended;
  signal.removeEventListener("abort", passOn);
  signal.throwIfAborted();
  return end;
}
