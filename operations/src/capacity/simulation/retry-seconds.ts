const shortest = 1;
/** Half of the longest delay of the workflow's retries, which full jitter spreads evenly from nothing. */
const longest = 15;

/**
 * How long something throttled waits until it is tried again. With a delay that doubles, the next one is about as long as all before it
 * together.
 */
export function retrySeconds(ageSeconds: number): number {
  return Math.min(longest, Math.max(shortest, ageSeconds));
}
