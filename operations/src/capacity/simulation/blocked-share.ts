/**
 * The share of invocations that are throttled when they arrive independently of each other: Erlang's loss formula, which holds for
 * any distribution of their durations (https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_B_formula).
 * @param concurrency how many may run at once
 * @param load the mean number that would run without a limit: invocations a second times seconds each
 */
export function blockedShare(concurrency: number, load: number): number {
  // Ten standard deviations above the load: the share is below 1e-12.
  if (concurrency > load + 10 * Math.sqrt(load) + 20) return 0;
  let share = 1;
  for (let running = 1; running <= concurrency; running += 1) {
    share = (load * share) / (running + load * share);
  }
  return share;
}
