const firstPauseMs = 500;
const longestPauseMs = 60_000;

/**
 * How long to wait before the retry that follows `failures` failures. AWS says that it backs off exponentially, but not how
 * fast: this gives the seven tries in a minute that were recorded there.
 */
export function backoffMs(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
}
