/** When the period began that contains a time. Periods of one length follow each other from 1970 on. */
export function periodStartMs(timeMs: number, periodMs: number): number {
  return Math.floor(timeMs / periodMs) * periodMs;
}
