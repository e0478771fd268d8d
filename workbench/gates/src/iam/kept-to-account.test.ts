import type { Json } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { isKeptToAccount } from "./kept-to-account.ts";

const accountId = "123456789012";
const topic = `arn:aws:sns:eu-west-1:${accountId}:news`;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
test.each<[boolean, string, Json]>([
  [true, "the account", { StringEquals: { "aws:SourceAccount": accountId } }],
  [true, "its case aside", { stringequals: { "AWS:sourceaccount": [accountId] } }],
  [true, "something of the account's", { ArnLike: { "AWS:SourceArn": topic } }],
  [true, "something of any name", { ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${accountId}:*` } }],
  [true, "an organization", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3" } }],
  [true, "a network's endpoint", { StringEquals: { "aws:SourceVpce": "vpce-0a" } }],
  [true, "a caller of KMS", { StringEquals: { "kms:CallerAccount": accountId } }],
  [false, "nothing", {}],
  [false, "another account", { StringEquals: { "aws:SourceAccount": "210987654321" } }],
  [
    false,
    "another account too",
    { StringEquals: { "aws:SourceAccount": [accountId, "210987654321"] } },
  ],
  [false, "whatever there is", { StringLike: { "aws:SourceAccount": "*" } }],
  [false, "any account's", { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:news" } }],
  [false, "a bucket, which may change hands", { ArnEquals: { "aws:SourceArn": "arn:aws:s3:::a" } }],
  [
    true,
    "a bucket while it is the account's",
    {
      ArnEquals: { "aws:SourceArn": "arn:aws:s3:::a" },
      StringEquals: { "aws:SourceAccount": accountId },
    },
  ],
  [false, "all but the account", { StringNotEquals: { "aws:SourceAccount": accountId } }],
  [
    false,
    "the account, or who says nothing",
    { StringEqualsIfExists: { "aws:SourceAccount": accountId } },
  ],
  [
    false,
    "the account, or nothing at all",
    { "ForAllValues:StringEquals": { "aws:SourceAccount": accountId } },
  ],
  [false, "what tells of no caller", { Bool: { "aws:SecureTransport": "true" } }],
  [false, "any organization", { StringLike: { "aws:PrincipalOrgID": "o-*" } }],
])("%s for %s", (isKept, _what, condition) => {
  expect(isKeptToAccount({ Condition: condition }, { accountId })).toBe(isKept);
});
