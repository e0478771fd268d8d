import type { Json, Plan } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { grantsNoMore } from "./grants-no-more.ts";

const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "queue" };
const deny = { Effect: "Deny", Action: "sqs:SendMessage", Resource: "*" };
const account = { StringEquals: { "aws:SourceAccount": "123456789012" } };
const boundary = "arn:aws:iam::123456789012:policy/Boundary";

function program(statements: readonly Json[], more: { [key: string]: Json } = {}): Plan {
  const policy = { Version: "2012-10-17", Statement: [...statements] };
  const role = { name: "worker", inlinePolicies: [{ name: "inline", policy }], ...more };
  return planOf(
    ["aws:iam/role:Role", "Worker", role, { arn: "arn:aws:iam::123456789012:role/worker" }],
    ["aws:iam/policy:Policy", "Boundary", { policy }, { arn: boundary }],
  );
}

const bounded = { permissionsBoundary: boundary };

test.each<[boolean, string, Plan, Plan]>([
  [true, "the same", program([send]), program([send])],
  [true, "a denial more", program([send]), program([send, deny])],
  [true, "a grant less", program([send]), program([])],
  [true, "a boundary more", program([send]), program([send], bounded)],
  [true, "no such role", program([send]), planOf()],
  [false, "a denial less", program([send, deny]), program([send])],
  [false, "a grant more", program([]), program([send])],
  [false, "a boundary less", program([send], bounded), program([send])],
  [false, "a role more", planOf(), program([send])],
  [false, "a condition less", program([{ ...send, Condition: account }]), program([send])],
  [false, "another stage", program([send]), { ...program([send]), stage: "prod" }],
])("%s: %s", (isNoMore, _what, own, ran) => {
  expect(grantsNoMore(own, ran)).toBe(isNoMore);
});
