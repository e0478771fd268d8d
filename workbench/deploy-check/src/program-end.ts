import type { ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** How a program ended. `output` is its stdout, followed by its stderr. */
export type ProgramEnd = { readonly exitCode: number; readonly output: string };

/** Waits for the end of a program. @throws Error when it could not be started */
export async function programEnd(
  child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<ProgramEnd> {
  const [exitCode, ...output] = await Promise.all([
    new Promise<number>((resolve, reject) => {
      child.once("error", reject).once("close", (code) => resolve(code ?? 1));
    }),
    text(child.stdout),
    text(child.stderr),
  ]);
  return { exitCode, output: output.join("") };
}
