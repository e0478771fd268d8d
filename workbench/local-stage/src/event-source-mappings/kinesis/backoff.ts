const firstPauseMs = 500;
const longestPauseMs = 60_000;

/**
 * How long to wait before the retry that follows `failures` failures. AWS says that it backs off exponentially, but not
 * how fast: this results in the seven attempts in a minute that were recorded there.
 */
export function backoffMs(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}
