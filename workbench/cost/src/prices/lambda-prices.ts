import { firstTierUsd } from "./first-tier.ts";

/** What Lambda costs on demand in us-east-1, in US dollars: the first tier, which is the highest price, without the free amounts. */
export const lambdaPrices = {
  gbSecond: {
    arm64: firstTierUsd("lambda-arm64-gb-seconds"),
    x86_64: firstTierUsd("lambda-x86-gb-seconds"),
  },
  request: firstTierUsd("lambda-requests"),
} as const;
