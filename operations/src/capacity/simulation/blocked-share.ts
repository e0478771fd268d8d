/** Of a million million invocations one. */
const negligibleShare = 1e-12;

/**
 * The share of invocations that are throttled when they arrive independently of each other: Erlang's loss formula, which holds for
 * any distribution of their durations (https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_B_formula).
 * @param concurrency how many may run at once
 * @param load the mean number that would run without a limit: invocations a second times seconds each
 */
export function blockedShare(concurrency: number, load: number): number {
  if (load === 0) return 0;
  let share = 1;
  for (let running = 1; running <= concurrency; running += 1) {
    share = (load * share) / (running + load * share);
    // It only becomes smaller.
    if (share < negligibleShare) return 0;
  }
  return share;
}
