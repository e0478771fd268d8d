/**
 * US dollars for a GB-second of provisioned concurrency in us-east-1, used or not. While it runs, an invocation costs less than on
 * demand, which is left out. https://aws.amazon.com/lambda/pricing/, read 2026-11-30
 */
const perGbSecond = { arm64: 0.0000033334, x86_64: 0.0000041667 } as const;

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
