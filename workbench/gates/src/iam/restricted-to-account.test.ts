import type { Json } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { isRestrictedToAccount } from "./restricted-to-account.ts";

const accountId = "123456789012";
const topic = `arn:aws:sns:eu-west-1:${accountId}:news`;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
test.each<[boolean, string, Json]>([
  [true, "the account", { StringEquals: { "aws:SourceAccount": accountId } }],
  [
    true,
    "the account, with other letter case",
    { stringequals: { "AWS:sourceaccount": [accountId] } },
  ],
  [true, "a resource of the account", { ArnLike: { "AWS:SourceArn": topic } }],
  [
    true,
    "any resource of the account",
    { ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${accountId}:*` } },
  ],
  [true, "an organization", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3" } }],
  [true, "a network's endpoint", { StringEquals: { "aws:SourceVpce": "vpce-0a" } }],
  [true, "a caller of KMS", { StringEquals: { "kms:CallerAccount": accountId } }],
  [false, "nothing", {}],
  [false, "another account", { StringEquals: { "aws:SourceAccount": "210987654321" } }],
  [
    false,
    "the account and another one",
    { StringEquals: { "aws:SourceAccount": [accountId, "210987654321"] } },
  ],
  [false, "any account", { StringLike: { "aws:SourceAccount": "*" } }],
  [false, "any account's", { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:news" } }],
  [false, "a bucket, whose owner may change", { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::a" } }],
  [
    true,
    "a bucket of the account",
    {
      ArnEquals: { "aws:SourceArn": "arn:aws:s3:::a" },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  ],
  [false, "all except the account", { StringNotEquals: { "aws:SourceAccount": accountId } }],
  [
    false,
    "the account, or a request without the key",
    { StringEqualsIfExists: { "aws:SourceAccount": accountId } },
  ],
  [
    false,
    "the account, or an empty list",
    { "ForAllValues:StringEquals": { "aws:SourceAccount": accountId } },
  ],
  [false, "a key that does not identify the caller", { Bool: { "aws:SecureTransport": "true" } }],
  [false, "any organization", { StringLike: { "aws:PrincipalOrgID": "o-*" } }],
])("%s for %s", (isRestricted, _what, condition) => {
  expect(isRestrictedToAccount({ Condition: condition }, { accountId })).toBe(isRestricted);
});
