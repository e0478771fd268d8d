import type { ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** How a program ended; what it printed is its output first, and then its errors. */
export type ProgramEnd = { readonly exitCode: number; readonly output: string };

/** @throws when the program could not be started. */
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
