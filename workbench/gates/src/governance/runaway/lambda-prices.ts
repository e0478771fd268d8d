/**
 * US dollars in us-east-1, without the free tier, for the first tier of usage: the highest price.
 * @see https://aws.amazon.com/lambda/pricing/ (read 2026-11)
 */
export const lambdaPrices = {
  gbSecond: { arm64: 0.000_013_333_4, x86_64: 0.000_016_666_7 },
  request: 0.000_000_2,
} as const;
