import { interruptionOf } from "@stagecraft/cli/interruption";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { type ProgramEnd, runProgram } from "../processes/run-program.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

/** A copy of the repository, and what ends a run in it. */
type Where = { readonly directory: string; readonly signal: AbortSignal };

/**
 * Runs what may catch an edit in a copy of the repository: `gate NAME`, `run ARGUMENTS`, `chaos ARGUMENTS`, `deploy ARGUMENTS` or
 * `test ARGUMENTS OF VITEST`.
 * @throws InterruptedError when the signal is aborted: it was passed on, and the run has ended.
 */
export async function runCheck(command: string, where: Where): Promise<ProgramEnd> {
  const [kind, ...args] = command.split(" ");
  switch (kind) {
    case "gate":
      return await run(["workbench/gates/src/main.ts", ...args], where);
    case "test":
      return await run(["node_modules/vitest/vitest.mjs", "run", "--no-color", ...args], where);
    case "chaos":
      return await run(["demo/src/chaos.ts", ...args], where);
    case "deploy":
      return await run(
        ["workbench/deploy-check/src/main.ts", "--brief", ...issuer, ...args],
        where,
      );
    case "run":
      return await replay(args, where);
    default:
      throw new Error(`"${command}" is neither a gate, a run, chaos, a deploy nor a test`);
  }
}

/** No deploy goes on without one. */
const issuer = ["--variable", "TOKEN_ISSUER=https://tokens.example.com"];

/** A replay of orders on a state of its own. */
async function replay(args: readonly string[], where: Where): Promise<ProgramEnd> {
  const state = await temporaryDirectory("mutation");
  try {
    const start = ["operations/src/start/main.ts", "--once", "--port", "0", "--state", state];
    return await run([...start, ...args], where);
  } finally {
    await removeState(state);
  }
}

async function run(program: readonly string[], { directory, signal }: Where): Promise<ProgramEnd> {
  signal.throwIfAborted();
  const { ended, kill } = runProgram(program, directory);
  const passOn = () => kill(interruptionOf(signal)?.signalName ?? "SIGTERM");
  signal.addEventListener("abort", passOn, { once: true });
  const end = await ended;
  signal.removeEventListener("abort", passOn);
  signal.throwIfAborted();
  return end;
}
