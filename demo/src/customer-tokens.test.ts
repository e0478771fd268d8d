import { expect, test } from "vitest";
import { customerTokens } from "./customer-tokens.ts";

test("each customer's token is made once and renewed before it ends", async () => {
  let nowMs = 0;
  let made = 0;
  const tokenFor = customerTokens({
    nowMs: () => nowMs,
    ttlMs: 1_000,
    tokenFor: async (customerId) => `${customerId} ${++made}`,
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

test("a token that could not be made is asked for again", async () => {
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
