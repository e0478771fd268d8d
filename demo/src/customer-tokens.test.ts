import { expect, test } from "vitest";
import { customerTokens } from "./customer-tokens.ts";

test("a customer's token is cached and renewed before it expires", async () => {
  let nowMs = 0;
  let issued = 0;
  const tokenFor = customerTokens({
    nowMs: () => nowMs,
    ttlMs: 1_000,
    tokenFor: async (customerId) => `${customerId} ${++issued}`,
  });
  expect(await Promise.all([tokenFor("a"), tokenFor("a"), tokenFor("b")])).toEqual([
    "a 1",
    "a 1",
    "b 2",
  ]);
  nowMs = 799;
  expect(await tokenFor("a")).toBe("a 1");
  nowMs = 800;
  expect(await tokenFor("a")).toBe("a 3");
});

test("a failed request for a token is not cached", async () => {
  let calls = 0;
  const tokenFor = customerTokens({
    nowMs: () => 0,
    ttlMs: 1_000,
    tokenFor: async () => {
      calls += 1;
      if (calls === 1) throw new Error("issuer is down");
      return "token";
    },
  });
  await expect(tokenFor("a")).rejects.toThrow("issuer is down");
  expect(await tokenFor("a")).toBe("token");
});
