import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { checkAccount } from "../../../testing/doctor/check-account.ts";
import { vpcs } from "./vpcs.ts";

const plan = planOf(["aws:ec2/vpc:Vpc", "Network", { cidrBlock: "10.0.0.0/16" }]);
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `vpc-${index}` }));
const tagged = (stage: string) => ({
  id: "vpc-own",
  tags: { "sst:app": "test", "sst:stage": stage },
});

// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html: five per region, unless an account has more.
test.each([
  ["one is free", { vpcs: others(4) }],
  ["the account may have more", { vpcs: others(7), vpcQuota: 8 }],
  ["the stage has its own already", { vpcs: [...others(4), tagged("test")] }],
  [
    "one of them is shared by another account",
    { vpcs: [...others(4), { id: "vpc-shared", owner: "210987654321" }] },
  ],
])("%s: ok", async (_what, state) => {
  expect((await checkAccount(vpcs, plan, state)).outcome.state).toBe("ok");
});

test.each([
  ["none is free", { vpcs: others(5) }, 6],
  ["the account's own quota is used up", { vpcs: others(8), vpcQuota: 8 }, 9],
  ["the fifth is another stage's", { vpcs: [...others(4), tagged("other")] }, 6],
])("%s: missing", async (_what, state, desired) => {
  expect((await checkAccount(vpcs, plan, state)).outcome).toMatchObject({
    state: "missing",
    fix: `aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-F678F1CE --desired-value ${desired} --region eu-west-1`,
  });
});

test("without permission to read the quota AWS's default is used, and named so", async () => {
  const denied = ["servicequotas:GetServiceQuota"];
  expect((await checkAccount(vpcs, plan, { vpcs: others(5), denied })).outcome).toMatchObject({
    state: "missing",
    what: expect.stringContaining("5 of 5 in eu-west-1 (AWS's default quota; for its own you are"),
  });
});

test("a program without a VPC: ok, and AWS is not called", async () => {
  const { outcome, calls } = await checkAccount(vpcs, planOf());
  expect(outcome.state).toBe("ok");
  expect(calls).toEqual([]);
});
