/** Of a thousand moments, one needs more environments. */
const share = 0.999;
/** The same share of a normal distribution. */
const deviations = 3.09;
/** From here on the Poisson distribution is close to a normal one. */
const large = 200;

/**
 * How many environments hold what runs at once in 999 of 1,000 moments. Without a limit the number that run is Poisson distributed
 * around the load, for any distribution of durations, when invocations arrive independently of each other.
 * @param load the mean number that run: invocations a second times seconds each
 */
export function environmentsFor(load: number): number {
  if (load <= 0) return 0;
  if (load > large) return Math.ceil(load + deviations * Math.sqrt(load));
  let environments = 0;
  let probability = Math.exp(-load);
  let sum = probability;
  while (sum < share) {
    environments += 1;
    probability *= load / environments;
    sum += probability;
  }
  return Math.max(1, environments);
}
