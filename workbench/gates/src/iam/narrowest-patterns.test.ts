import { expect, test } from "vitest";
import { actionsOf } from "./action-data.ts";
import { isNarrowest, narrowestPatterns } from "./narrowest-patterns.ts";

const place = { region: "eu-west-1", accountId: "123456789012" };
const ec2 = "arn:aws:ec2:eu-west-1:123456789012";
const subnet = `${ec2}:subnet/subnet-1`;
const group = `${ec2}:security-group/sg-1`;
const queue = "arn:aws:sqs:eu-west-1:123456789012:letters";
const bucket = "arn:aws:s3:::files";
const declared = [subnet, group, queue, bucket];

const granted = async (pattern: string) => ({ pattern, comesTo: await actionsOf(pattern) });

test.each([
  ["sqs:SendMessage", [queue]],
  ["s3:GetObject", [`${bucket}/*`]],
  ["ec2:CreateNetworkInterface", [group, subnet, `${ec2}:network-interface/*`]],
  ["ec2:DescribeSubnets", []],
  ["kms:Decrypt", ["arn:aws:kms:eu-west-1:123456789012:key/*"]],
])("%s can be granted on resources of the program, else on a pattern", async (action, forms) => {
  expect(narrowestPatterns(await granted(action), place, declared).toSorted()).toEqual(
    forms.toSorted(),
  );
});

test.each([
  ["sqs:SendMessage", "*", false],
  ["sqs:SendMessage", "arn:aws:sqs:*:*:letters", false],
  ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:l*", false],
  ["ec2:DescribeSubnets", "*", true],
  ["ec2:DeleteNetworkInterface", "*", false],
  ["ec2:DeleteNetworkInterface", `${ec2}:network-interface/*`, true],
  ["ec2:CreateNetworkInterface", `${ec2}:subnet/*`, false],
])("%s on %s", async (action, pattern, isIt) => {
  expect(isNarrowest(await granted(action), pattern, declared)).toBe(isIt);
});
