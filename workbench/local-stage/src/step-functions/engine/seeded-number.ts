const multiplier = 0x5_deec_e66dn;
const increment = 0xbn;
const mask = (1n << 48n) - 1n;

/**
 * The number that Step Functions draws with a seed, 0 <= x < 1: the first `nextDouble` of Java's generator. A fraction of the
 * seed has no effect.
 * @throws RangeError for a seed that is not finite.
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html
 */
export function seededNumber(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ multiplier) & mask;
  const next = (bits: bigint) => {
    state = (state * multiplier + increment) & mask;
    return state >> (48n - bits);
  };
  return Number((next(26n) << 27n) + next(27n)) / 2 ** 53;
}
