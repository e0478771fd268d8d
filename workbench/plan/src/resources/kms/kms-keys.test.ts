import { expect, test } from "vitest";
import type { Plan, Resource } from "../../plan.ts";
import { customerKeyArn, kmsKeysOf } from "./kms-keys.ts";

const keyId = "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";
const arn = `arn:aws:kms:eu-west-1:123456789012:key/${keyId}`;

const resource = (
  type: string,
  inputs: Resource["inputs"],
  outputs: Resource["outputs"] = {},
): Resource => ({ type, name: "Seal", parent: null, dependsOn: [], inputs, outputs });

const planOf = (...resources: Resource[]) =>
  ({ region: "eu-west-1", accountId: "123456789012", resources }) as Partial<Plan> as Plan;

const key = resource("aws:kms/key:Key", {}, { id: keyId, keyId, arn });
const alias = resource("aws:kms/alias:Alias", { name: "alias/seal", targetKeyId: keyId });

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
test("a key without a policy leaves the decision to the account's IAM policies", () => {
  const [definition] = kmsKeysOf(planOf(key));
  expect(definition).toMatchObject({
    arn,
    policy: {
      Statement: [{ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*" }],
    },
  });
});

test("a key's policy may be a separate resource", () => {
  const policy = { Version: "2012-10-17", Statement: [] };
  const own = resource("aws:kms/keyPolicy:KeyPolicy", { keyId, policy });
  expect(kmsKeysOf(planOf(key, own))[0]?.policy).toEqual(policy);
});

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
test.each([
  ["its ARN", arn, arn],
  ["its id", keyId, arn],
  ["its alias", "alias/seal", arn],
  ["the ARN of its alias", "arn:aws:kms:eu-west-1:123456789012:alias/seal", arn],
  ["the id of a key outside the program", "1234", "arn:aws:kms:eu-west-1:123456789012:key/1234"],
  ["an AWS managed key", "alias/aws/sqs", undefined],
  ["the ARN of an AWS managed key", "arn:aws:kms:eu-west-1:123456789012:alias/aws/s3", undefined],
  ["nothing", undefined, undefined],
  ["an empty string", "", undefined],
])("%s gives the right key", (_what, given, expected) => {
  expect(customerKeyArn(planOf(key, alias), given)).toBe(expected);
});
