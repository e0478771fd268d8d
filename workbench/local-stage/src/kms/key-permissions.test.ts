import type { Json } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { describe, expect, test } from "vitest";
import { createAuthority } from "../iam/authority.ts";

const account = "123456789012";
const roleArn = `arn:aws:iam::${account}:role/clerk`;
const keyId = "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/${keyId}`;
const queueArn = `arn:aws:sqs:eu-west-1:${account}:letters`;
const streamArn = `arn:aws:kinesis:eu-west-1:${account}:stream/news`;
const tableArn = `arn:aws:dynamodb:eu-west-1:${account}:table/ledger`;
const caller = { kind: "role", roleArn, functionName: "api-probe" } as const;

type Statement = { [key: string]: Json };
const allow = (Action: Json, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
const policy = (...Statement: Statement[]) => ({ Version: "2012-10-17", Statement });

/** A role that may do everything except use keys, and three resources that are encrypted with `key`. */
function authorize(
  options: { keyPolicy?: Json; grants?: Statement[]; key?: string },
  action: string,
  resource: string,
) {
  const key = options.key ?? keyArn;
  const policies = policy(allow(["sqs:*", "kinesis:*", "dynamodb:*"]), ...(options.grants ?? []));
  const plan = planOf(
    [
      "aws:iam/role:Role",
      "Clerk",
      {
        name: "clerk",
        assumeRolePolicy: policy(
          allow("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } }),
        ),
        inlinePolicies: [{ name: "inline", policy: policies }],
      },
      { arn: roleArn, id: "clerk" },
    ],
    [
      "aws:kms/key:Key",
      "Seal",
      options.keyPolicy ? { policy: options.keyPolicy } : {},
      { arn: keyArn, keyId, id: keyId },
    ],
    ["aws:sqs/queue:Queue", "Letters", { kmsMasterKeyId: key }, { arn: queueArn, url: "letters" }],
    [
      "aws:kinesis/stream:Stream",
      "News",
      { encryptionType: "KMS", kmsKeyId: key },
      { arn: streamArn },
    ],
    [
      "aws:dynamodb/table:Table",
      "Ledger",
      { name: "ledger", serverSideEncryption: { enabled: true, kmsKeyArn: key } },
      { arn: tableArn },
    ],
  );
  return createAuthority(plan, Date.now).authorize(caller, { action, resource });
}

const decrypt = "kms:Decrypt";
const generate = "kms:GenerateDataKey";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
// https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
describe.each([
  ["sqs:SendMessage", queueArn, [generate, decrypt]],
  ["sqs:ReceiveMessage", queueArn, [decrypt]],
  ["sqs:DeleteMessage", queueArn, []],
  ["kinesis:PutRecords", streamArn, [generate]],
  ["kinesis:GetRecords", streamArn, [decrypt]],
  ["kinesis:DescribeStream", streamArn, []],
  ["dynamodb:GetItem", tableArn, [decrypt]],
  ["dynamodb:Query", `${tableArn}/index/by-day`, [decrypt]],
  ["dynamodb:DescribeTable", tableArn, []],
])("%s on %s", (action, resource, needed) => {
  test("is allowed with the permissions on the key", () => {
    const grants = needed.length > 0 ? [allow(needed, { Resource: keyArn })] : [];
    expect(authorize({ grants }, action, resource)).toEqual({ allowed: true });
  });

  test.each(needed)("is refused without %s, in KMS's words", (missing) => {
    const rest = needed.filter((each) => each !== missing);
    const grants = rest.length > 0 ? [allow(rest)] : [];
    expect(authorize({ grants }, action, resource)).toMatchObject({
      allowed: false,
      keyArn,
      message: `User: arn:aws:sts::${account}:assumed-role/clerk/api-probe is not authorized to perform: ${missing} on resource: ${keyArn} because no identity-based policy allows the ${missing} action`,
    });
  });

  test("needs no permission on AWS's key", () => {
    const [, , service] = resource.split(":");
    expect(authorize({ key: `alias/aws/${service}` }, action, resource)).toEqual({ allowed: true });
  });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
describe("the key's own policy", () => {
  const receive = ["sqs:ReceiveMessage", queueArn] as const;
  const admin = allow("kms:*", { Principal: { AWS: `arn:aws:iam::${account}:role/admin` } });

  test("has to allow, or IAM's policies are ineffective", () => {
    const options = { keyPolicy: policy(admin), grants: [allow(decrypt)] };
    expect(authorize(options, ...receive)).toMatchObject({
      message: expect.stringContaining(`no resource-based policy allows the ${decrypt} action`),
    });
  });

  test("may name the role, which then needs no IAM policy", () => {
    const keyPolicy = policy(admin, allow(decrypt, { Principal: { AWS: roleArn } }));
    expect(authorize({ keyPolicy }, ...receive)).toEqual({ allowed: true });
  });

  // https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html
  test.each([
    ["kms:ViaService", "sqs.eu-west-1.amazonaws.com", true],
    ["kms:ViaService", "s3.eu-west-1.amazonaws.com", false],
    ["kms:CallerAccount", account, true],
    ["kms:EncryptionContext:aws:sqs:arn", queueArn, true],
    ["kms:EncryptionContext:aws:sqs:arn", `${queueArn}-other`, false],
    ["aws:ViaAWSService", "true", true],
  ])("may restrict the key to %s %s", (key, value, allowed) => {
    const condition = { Condition: { StringEquals: { [key]: value } } };
    const keyPolicy = policy(allow(decrypt, { Principal: { AWS: roleArn }, ...condition }));
    expect(authorize({ keyPolicy }, ...receive).allowed).toBe(allowed);
  });
});
