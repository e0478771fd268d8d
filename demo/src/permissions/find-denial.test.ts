import { expect, test } from "vitest";
import { findDenial, isUsed } from "./find-denial.ts";

const lines = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/sorter:log-stream:*";
const grant = {
  role: "SorterRole",
  roleArn: "arn:aws:iam::123456789012:role/sorter",
  action: "logs:PutLogEvents",
  resources: [lines],
};
const use = {
  roleArn: grant.roleArn,
  action: grant.action,
  times: 1,
  resource: lines.replace("*", "2026/11/24"),
};

test("a grant is used only by its role, for its action, on its resources", () => {
  expect(isUsed(grant, [use])).toBe(true);
  expect(isUsed(grant, [{ ...use, roleArn: `${use.roleArn}-other` }])).toBe(false);
  expect(isUsed(grant, [{ ...use, action: "logs:CreateLogStream" }])).toBe(false);
  expect(isUsed(grant, [{ ...use, resource: use.resource.replace("sorter", "other") }])).toBe(
    false,
  );
});

test("a denial has role, action and resource in one line", () => {
  const denial = `SorterRole may not logs:PutLogEvents on ${use.resource}`;
  expect(findDenial(grant, ["all is well", `first\n${denial}`])).toBe(denial);
  expect(findDenial(grant, ["SorterRole may not logs:PutLogEvents", use.resource])).toBeUndefined();
});
