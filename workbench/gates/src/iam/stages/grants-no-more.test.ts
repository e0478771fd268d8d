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
  [true, "one more Deny", program([send]), program([send, deny])],
  [true, "one grant less", program([send]), program([])],
  [true, "an added boundary", program([send]), program([send], bounded)],
  [true, "a missing role", program([send]), planOf()],
  [false, "one Deny less", program([send, deny]), program([send])],
  [false, "one more grant", program([]), program([send])],
  [false, "a missing boundary", program([send], bounded), program([send])],
  [false, "one more role", planOf(), program([send])],
  [false, "a missing condition", program([{ ...send, Condition: account }]), program([send])],
  [false, "another stage", program([send]), { ...program([send]), stage: "prod" }],
])("%s: %s", (isNoMore, _what, own, ran) => {
  expect(grantsNoMore(own, ran)).toBe(isNoMore);
});
