import { durationText } from "../duration-text.ts";
import type { ProgressOutput } from "../progress.ts";

const terminalEveryMs = 1_000;
const logEveryMs = 30_000;

/** Shows what is running, and for how long: in one line that is rewritten on a terminal, else in a line every half a minute. */
export async function showRunning<T>(
  what: string,
  output: ProgressOutput,
  work: () => Promise<T>,
): Promise<T> {
  const startMs = performance.now();
  const show = () => {
    const text = `${what}, ${durationText(performance.now() - startMs)}`;
    output.write(output.isTTY ? `\r\x1b[2K${text}` : `${text}\n`);
  };
  output.write(output.isTTY ? what : `${what}\n`);
  const timer = setInterval(show, output.isTTY ? terminalEveryMs : logEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (output.isTTY) output.write("\r\x1b[2K");
  }
}
