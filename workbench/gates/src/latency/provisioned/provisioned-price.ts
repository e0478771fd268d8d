import { firstTierUsd } from "@stagecraft/cost/prices/first-tier";

/**
 * US dollars for a GB-second of provisioned concurrency in us-east-1, used or not. While it runs, an invocation costs less than on
 * demand, which is left out.
 */
const perGbSecond = {
  arm64: firstTierUsd("lambda-arm64-provisioned-gb-seconds"),
  x86_64: firstTierUsd("lambda-x86-provisioned-gb-seconds"),
} as const;

const secondsInAMonth = 730 * 60 * 60;

/** US dollars a month for provisioned environments of a function. */
export function provisionedPrice(
  {
    memoryMb,
    architecture,
  }: { readonly memoryMb: number; readonly architecture: keyof typeof perGbSecond },
  environments: number,
): number {
  return environments * (memoryMb / 1_024) * secondsInAMonth * perGbSecond[architecture];
}
