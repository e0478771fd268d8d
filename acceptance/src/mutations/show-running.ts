import { durationText } from "@stagecraft/cli/duration-text";
import type { ProgressOutput } from "@stagecraft/cli/progress";

const terminalEveryMs = 1_000;
const logEveryMs = 30_000;

/** A running command, and the expected duration of it and all following commands. */
export type RunningCommand = { readonly what: string; readonly expectedMs: number };

/**
 * Shows the running command, its elapsed time and the remaining time. On a terminal it rewrites one line; otherwise it prints a
 * line every 30 seconds.
 */
export async function showRunning<T>(
  { what, expectedMs }: RunningCommand,
  output: ProgressOutput,
  work: () => Promise<T>,
): Promise<T> {
  const startMs = performance.now();
  const show = () => {
    const elapsedMs = performance.now() - startMs;
    const text = `${what}, ${durationText(elapsedMs)}, ${remainingText(expectedMs - elapsedMs)}`;
    output.write(output.isTTY ? `\r\x1b[2K${text}` : `${text}\n`);
  };
  const first = `${what}, ${remainingText(expectedMs)}`;
  output.write(output.isTTY ? first : `${first}\n`);
  const timer = setInterval(show, output.isTTY ? terminalEveryMs : logEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (output.isTTY) output.write("\r\x1b[2K");
  }
}

function remainingText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1 ? "less than a minute left" : `about ${minutes} min left`;
}
