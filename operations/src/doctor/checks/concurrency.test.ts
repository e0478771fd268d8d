import type { Plan } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkAccount } from "../../../testing/doctor/check-account.ts";
import { concurrency } from "./concurrency.ts";

const increase = (value: number) =>
  `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${value} --region eu-west-1`;

/** A program whose functions reserve the given concurrency, and that expects `accountConcurrency` in its account. */
function program(
  reservations: Readonly<Record<string, number>>,
  accountConcurrency?: number,
): Plan {
  const functions = Object.entries(reservations).map(
    ([name, reservedConcurrentExecutions]) =>
      ["aws:lambda/function:Function", name, { name, reservedConcurrentExecutions }] as const,
  );
  return {
    ...planOf(["aws:lambda/function:Function", "Free", { name: "free" }], ...functions),
    ...(accountConcurrency === undefined ? {} : { outputs: { accountConcurrency } }),
  };
}

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html: 100 stay unreserved.
test.each([
  ["nothing is reserved or expected", program({}), { limit: 10, unreserved: 10 }],
  ["as many as expected", program({}, 10), { limit: 10, unreserved: 10 }],
  ["just enough can be reserved", program({ clerk: 45 }), { limit: 145, unreserved: 145 }],
])("%s: ok", async (_what, plan, limits) => {
  const { outcome, calls } = await checkAccount(concurrency, plan, { concurrency: limits });
  expect(outcome.state).toBe("ok");
  expect(calls).toEqual(["lambda:GetAccountSettings"]);
});

test.each([
  ["a new account", program({ clerk: 45 }, 1000), { limit: 10, unreserved: 10 }, 1000],
  ["fewer than expected", program({}, 500), { limit: 499, unreserved: 499 }, 500],
  ["one too few to reserve", program({ clerk: 45 }), { limit: 144, unreserved: 144 }, 145],
  ["others reserve", program({ clerk: 45 }, 1000), { limit: 1000, unreserved: 120 }, 1025],
])("%s: missing, with the number to request", async (_what, plan, limits, desired) => {
  const { outcome } = await checkAccount(concurrency, plan, { concurrency: limits });
  expect(outcome).toMatchObject({ state: "missing", fix: increase(desired) });
});

test("the stage's own earlier reservations do not count twice", async () => {
  const plan = program({ clerk: 45, cook: 5 });
  const limits = { limit: 150, unreserved: 105 };
  const deployed = { concurrency: limits, functions: { clerk: 45 } };
  expect((await checkAccount(concurrency, plan, deployed)).outcome.state).toBe("ok");
  const foreign = { concurrency: limits, functions: { elsewhere: 45 } };
  expect((await checkAccount(concurrency, plan, foreign)).outcome).toMatchObject({
    state: "missing",
    fix: increase(195),
  });
});

test("a function whose name SST generates is found by its prefix", async () => {
  const plan = program({ "shop-dev-Clerk-abcdefhk": 45 });
  const limits = { limit: 150, unreserved: 100 };
  const functions = {
    "shop-dev-Clerks-stuvwxza": 3,
    "shop-prod-Clerk-stuvwxza": 3,
    "shop-dev-Clerk-stuvwxza": 45,
  };
  const { outcome, calls } = await checkAccount(concurrency, plan, {
    concurrency: limits,
    functions,
  });
  expect(outcome.state).toBe("ok");
  expect(calls.filter((action) => action === "lambda:GetFunctionConcurrency")).toHaveLength(1);
});
