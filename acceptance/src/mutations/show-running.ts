import { durationText } from "@stagecraft/cli/duration-text";
import type { ProgressOutput } from "@stagecraft/cli/progress";

const terminalEveryMs = 1_000;
const logEveryMs = 30_000;

/** What is running, and how long all will take from when it begins. */
export type Running = { readonly what: string; readonly expectedMs: number };

/**
 * Shows what is running, for how long, and what is left: in one line that is rewritten on a terminal, else in a line every half
 * a minute.
 */
export async function showRunning<T>(
  { what, expectedMs }: Running,
  output: ProgressOutput,
  work: () => Promise<T>,
): Promise<T> {
  const startMs = performance.now();
  const show = () => {
    const elapsedMs = performance.now() - startMs;
    const text = `${what}, ${durationText(elapsedMs)}, ${leftText(expectedMs - elapsedMs)}`;
    output.write(output.isTTY ? `\r\x1b[2K${text}` : `${text}\n`);
  };
  const first = `${what}, ${leftText(expectedMs)}`;
  output.write(output.isTTY ? first : `${first}\n`);
  const timer = setInterval(show, output.isTTY ? terminalEveryMs : logEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (output.isTTY) output.write("\r\x1b[2K");
  }
}

function leftText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? "less than a minute left" : `about ${minutes} min left`;
}
