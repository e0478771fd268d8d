import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeState } from "@stagecraft/local-stage/remove-state";

/** What a catcher came to in a copy of the repository. */
export type Caught = { readonly exitCode: number | null; readonly output: string };

/** Runs what may catch an edit: `gate NAME`, `run ARGUMENTS` or `test FILE`. */
export async function runCatcher(directory: string, caughtBy: string): Promise<Caught> {
  const [kind, ...args] = caughtBy.split(" ");
  switch (kind) {
    case "gate":
      return await node(directory, ["workbench/gates/src/main.ts", ...args]);
    case "test":
      return await node(directory, [
        "node_modules/vitest/vitest.mjs",
        "run",
        "--no-color",
        ...args,
      ]);
    case "run":
      return await replay(directory, args);
    default:
      throw new Error(`"${caughtBy}" is neither a gate, a run nor a test`);
  }
}

/** A replay of orders on a state of its own. */
async function replay(directory: string, args: readonly string[]): Promise<Caught> {
  const state = await mkdtemp(join(tmpdir(), "stagecraft-mutation-"));
  try {
    const start = ["demo/src/start.ts", "--once", "--port", "0", "--state", state];
    return await node(directory, [...start, ...args]);
  } finally {
    await removeState(state);
  }
}

function node(directory: string, args: readonly string[]): Promise<Caught> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}
