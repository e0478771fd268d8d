import { createProgress, type ProgressOutput } from "@stagecraft/cli/progress";

export const megabyte = 1_000_000;

/** Shows the progress of a file in megabytes. */
export type ByteProgress = { reach(bytes: number): void; end(): void };

export function byteProgress(label: string, total: number, output: ProgressOutput): ByteProgress {
  const elapsedMs = () => performance.now();
  const progress = createProgress({ label: `${label}, MB`, total, output, elapsedMs });
  let shown = 0;
  return {
    reach(bytes) {
      for (; shown < Math.floor(bytes / megabyte); shown += 1) progress.step();
    },
    end: progress.end,
  };
}
