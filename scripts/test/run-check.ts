import type { Outcome } from "./outcome.ts";
import { runTool, type ToolOptions } from "./run-tool.ts";

/** Runs a tool as one check. Its output must also match `succeeds`. */
export async function runCheck(
  name: string,
  command: readonly string[],
  { succeeds = /^/, ...options }: ToolOptions & { readonly succeeds?: RegExp },
): Promise<Outcome> {
  const { exitCode, output } = await runTool(command, options);
  if (exitCode === 0 && succeeds.test(output)) {
    console.log(`ok    ${name}`);
    return { passed: 1, failed: 0, known: 0 };
  }
  console.log(`${output.trimEnd()}\nFAIL  ${name}`);
  return { passed: 0, failed: 1, known: 0 };
}
