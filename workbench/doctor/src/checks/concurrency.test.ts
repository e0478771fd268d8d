import type { Plan } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { askAccount } from "../../testing/ask-account.ts";
import { concurrency } from "./concurrency.ts";

const increase = (value: number) =>
  `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${value} --region eu-west-1`;

/** A program whose functions reserve what is given, and that counts on `accountConcurrency` in its account. */
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
  ["nothing is reserved nor counted on", program({}), { limit: 10, unreserved: 10 }],
  ["as many as are counted on", program({}, 10), { limit: 10, unreserved: 10 }],
  ["just enough can be reserved", program({ clerk: 45 }), { limit: 145, unreserved: 145 }],
])("%s: ok", async (_what, plan, limits) => {
  const { outcome, asked } = await askAccount(concurrency, plan, { concurrency: limits });
  expect(outcome.state).toBe("ok");
  expect(asked).toEqual(["lambda:GetAccountSettings"]);
});

test.each([
  ["a new account", program({ clerk: 45 }, 1000), { limit: 10, unreserved: 10 }, 1000],
  ["fewer than are counted on", program({}, 500), { limit: 499, unreserved: 499 }, 500],
  ["one too few to reserve", program({ clerk: 45 }), { limit: 144, unreserved: 144 }, 145],
  ["others reserve", program({ clerk: 45 }, 1000), { limit: 1000, unreserved: 120 }, 1025],
])("%s: missing, with how many to ask for", async (_what, plan, limits, desired) => {
  const { outcome } = await askAccount(concurrency, plan, { concurrency: limits });
  expect(outcome).toMatchObject({ state: "missing", fix: increase(desired) });
});

test("what the stage has reserved before does not count twice", async () => {
  const plan = program({ clerk: 45, cook: 5 });
  const limits = { limit: 150, unreserved: 105 };
  const deployed = { concurrency: limits, functions: { clerk: 45 } };
  expect((await askAccount(concurrency, plan, deployed)).outcome.state).toBe("ok");
  const foreign = { concurrency: limits, functions: { elsewhere: 45 } };
  expect((await askAccount(concurrency, plan, foreign)).outcome).toMatchObject({
    state: "missing",
    fix: increase(195),
  });
});

test("a function whose name SST draws is found by the part that it does not draw", async () => {
  const plan = program({ "shop-dev-Clerk-abcdefhk": 45 });
  const limits = { limit: 150, unreserved: 100 };
  const functions = {
    "shop-dev-Clerks-stuvwxza": 3,
    "shop-prod-Clerk-stuvwxza": 3,
    "shop-dev-Clerk-stuvwxza": 45,
  };
  const { outcome, asked } = await askAccount(concurrency, plan, {
    concurrency: limits,
    functions,
  });
  expect(outcome.state).toBe("ok");
  expect(asked.filter((action) => action === "lambda:GetFunctionConcurrency")).toHaveLength(1);
});
