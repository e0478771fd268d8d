/** Enough in so many moments: the rest waits for a cold start. */
const enough = 0.999;

/**
 * The share of requests that find no warm environment, when requests come independently of each other (Poisson), one at a time, and an
 * environment ends when it had none for `keptMinutes`.
 */
export function coldShare(requestsPerMinute: number, keptMinutes: number): number {
  return Math.exp(-requestsPerMinute * keptMinutes);
}

/**
 * How many environments suffice in 999 of 1,000 moments, when `busy` are at work on average and requests come independently of each
 * other: then the number at work is Poisson distributed.
 */
export function environmentsFor(busy: number): number {
  let probability = Math.exp(-busy);
  let sum = probability;
  let environments = 0;
  while (sum < enough) {
    environments += 1;
    probability *= busy / environments;
    sum += probability;
  }
  return environments;
}
