import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import { rolesOf } from "./roles.ts";

const arn = "arn:aws:iam::123456789012:policy/send";
const document = { Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] };
const policy = ["aws:iam/policy:Policy", "Send", { policy: document }, { arn }] as const;
const role = (name: string) =>
  [
    "aws:iam/role:Role",
    name,
    { name },
    { id: name, arn: `arn:aws:iam::123456789012:role/${name}` },
  ] as const;

test.each([
  ["to a role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment", { role: "Sender" }],
  ["to roles", "aws:iam/policyAttachment:PolicyAttachment", { roles: ["Other", "Sender"] }],
])("a policy that is attached %s belongs to the role", (_how, type, to) => {
  const attachment = [type, "Attachment", { ...to, policyArn: arn }] as const;
  const roles = rolesOf(planOf(policy, role("Sender"), role("Idle"), attachment));
  expect(roles).toMatchObject([
    { logicalName: "Sender", policies: [{ name: "Send", document }] },
    { logicalName: "Idle", policies: [] },
  ]);
});
