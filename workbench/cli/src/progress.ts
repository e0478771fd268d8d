/** Where progress is written, such as `process.stderr`. */
export type ProgressOutput = { readonly isTTY?: boolean; write(text: string): unknown };

export type Progress = { step(): void; end(): void };

const terminalEveryMs = 100;
const logEveryMs = 2_000;

/** Shows count and rate: on a terminal in one line that is rewritten, else in a line every 2 s. */
export function createProgress(options: {
  readonly label: string;
  readonly total: number;
  readonly output: ProgressOutput;
  /** A clock that only goes forward, such as `performance.now`. */
  readonly elapsedMs: () => number;
}): Progress {
  const { label, total, output, elapsedMs } = options;
  const everyMs = output.isTTY ? terminalEveryMs : logEveryMs;
  const startMs = elapsedMs();
  let shownMs = startMs;
  let count = 0;

  function show(last: boolean) {
    const seconds = (elapsedMs() - startMs) / 1000;
    const rate = seconds > 0 ? Math.round(count / seconds) : 0;
    const text = `${label}: ${count} of ${total}, ${rate}/s`;
    output.write(output.isTTY ? `\r\x1b[2K${text}${last ? "\n" : ""}` : `${text}\n`);
    shownMs = elapsedMs();
  }

  return {
    step() {
      count += 1;
      if (elapsedMs() - shownMs >= everyMs) show(false);
    },
    end: () => show(true),
  };
}
