import { expect, test } from "vitest";
import { organizationPolicies } from "../../infra/org/organization-policies.ts";
import { workloadBoundary } from "../../infra/org/workload-boundary.ts";
import type { AccessRequest, Principal } from "../../workbench/iam/src/access-request.ts";
import { compilePolicies } from "../../workbench/iam/src/compile-policies.ts";
import { parsePolicy } from "../../workbench/iam/src/parse/parse-policy.ts";
import { decideInOrganization, organizationId } from "./decide-in-organization.ts";
import { policyDocument } from "./policy-document.ts";

const account = "123456789012";
const role = (name: string): Principal => ({
  kind: "assumed-role",
  accountId: account,
  roleArn: `arn:aws:iam::${account}:role/${name}`,
  sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
});
const developer = role("developer");
const administrator = role("OrganizationAccountAccessRole");
const deploy = role("deploy-shop-dev");

const tags = {
  "aws:RequestTag/app": "shop",
  "aws:RequestTag/stage": "dev",
  "aws:RequestTag/owner": "someone",
  "aws:RequestTag/service": "orders",
};
const boundary = `arn:aws:iam::${account}:policy/shop-dev-boundary`;

type Case = {
  readonly action: string;
  readonly resource?: string;
  readonly context?: AccessRequest["context"];
  readonly principal?: Principal;
};

function may({ action, resource = "*", context = {}, principal = developer }: Case): boolean {
  return decideInOrganization(organizationPolicies(organizationId))({
    principal,
    action,
    resource,
    resourceAccountId: account,
    context,
  }).allowed;
}

const queue = `arn:aws:sqs:us-east-1:${account}:jobs`;
const roleArn = `arn:aws:iam::${account}:role/shop-dev-Worker`;
const deployRole = `arn:aws:iam::${account}:role/deploy-shop-dev`;
const state = "arn:aws:s3:::sst-state-abcdefgh/app/shop/dev.json";

test.each<[string, Case]>([
  ["a queue with all tags", { action: "sqs:CreateQueue", resource: queue, context: tags }],
  [
    "a call of a global service",
    { action: "iam:GetRole", context: { "aws:RequestedRegion": "us-west-2" } },
  ],
  [
    "another region for an administrator",
    {
      action: "sqs:ListQueues",
      context: { "aws:RequestedRegion": "us-west-2" },
      principal: administrator,
    },
  ],
  ["starting a trail", { action: "cloudtrail:StartLogging" }],
  [
    "repairing a trail as an administrator",
    { action: "cloudtrail:StopLogging", principal: administrator },
  ],
  [
    "a bucket's own block of public access",
    { action: "s3:PutBucketPublicAccessBlock", resource: "arn:aws:s3:::files" },
  ],
  [
    "a private bucket",
    {
      action: "s3:CreateBucket",
      resource: "arn:aws:s3:::files",
      context: { "s3:x-amz-acl": "private" },
    },
  ],
  [
    "a function URL with IAM",
    {
      action: "lambda:CreateFunctionUrlConfig",
      context: { "lambda:FunctionUrlAuthType": "AWS_IAM" },
    },
  ],
  [
    "a permission for a service",
    { action: "lambda:AddPermission", context: { "lambda:Principal": "s3.amazonaws.com" } },
  ],
  [
    "a role with a boundary",
    {
      action: "iam:CreateRole",
      resource: roleArn,
      context: { "iam:PermissionsBoundary": boundary },
    },
  ],
  [
    "state written by the deploy role",
    { action: "s3:PutObject", resource: state, principal: deploy },
  ],
  [
    "an encrypted database",
    { action: "rds:CreateDBCluster", context: { ...tags, "rds:StorageEncrypted": "true" } },
  ],
])("%s is let through", (_what, given) => {
  expect(may(given)).toBe(true);
});

test.each<[string, Case]>([
  ["another region", { action: "sqs:ListQueues", context: { "aws:RequestedRegion": "us-west-2" } }],
  [
    "the root user",
    {
      action: "s3:ListAllMyBuckets",
      context: { "aws:PrincipalArn": `arn:aws:iam::${account}:root` },
    },
  ],
  [
    "leaving the organisation, for an administrator too",
    { action: "organizations:LeaveOrganization", principal: administrator },
  ],
  ["stopping a trail", { action: "cloudtrail:StopLogging" }],
  ["deleting a trail as the deploy role", { action: "cloudtrail:DeleteTrail", principal: deploy }],
  ["deleting a key", { action: "kms:ScheduleKeyDeletion" }],
  ["a stream without encryption", { action: "kinesis:StopStreamEncryption" }],
  [
    "a database without encryption",
    { action: "rds:CreateDBCluster", context: { ...tags, "rds:StorageEncrypted": "false" } },
  ],
  [
    "turning off the account's block of public access",
    { action: "s3:PutAccountPublicAccessBlock" },
  ],
  ["a public bucket", { action: "s3:CreateBucket", context: { "s3:x-amz-acl": "public-read" } }],
  [
    "a public function URL",
    { action: "lambda:CreateFunctionUrlConfig", context: { "lambda:FunctionUrlAuthType": "NONE" } },
  ],
  [
    "a function that everyone may invoke",
    { action: "lambda:AddPermission", context: { "lambda:Principal": "*" } },
  ],
  [
    "a public database",
    { action: "rds:CreateDBInstance", context: { ...tags, "rds:PubliclyAccessible": "true" } },
  ],
  ["a queue without tags", { action: "sqs:CreateQueue", resource: queue }],
  ["a role without a boundary", { action: "iam:CreateRole", resource: roleArn }],
  [
    "a role with a policy that is no boundary",
    {
      action: "iam:CreateRole",
      resource: roleArn,
      context: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
    },
  ],
  ["removing a boundary", { action: "iam:DeleteRolePermissionsBoundary", resource: roleArn }],
  [
    "changing the deploy role",
    { action: "iam:PutRolePolicy", resource: deployRole, principal: deploy },
  ],
  [
    "trusting somebody else with the deploy role",
    { action: "iam:UpdateAssumeRolePolicy", resource: deployRole },
  ],
  ["changing a boundary", { action: "iam:CreatePolicyVersion", resource: boundary }],
  ["deleting state", { action: "s3:DeleteObject", resource: state }],
  [
    "deleting the state's bucket as the deploy role",
    { action: "s3:DeleteBucket", resource: "arn:aws:s3:::sst-state-abcdefgh", principal: deploy },
  ],
  ["a user with an access key", { action: "iam:CreateAccessKey" }],
])("%s is denied", (_what, given) => {
  expect(may(given)).toBe(false);
});

test.each(["app", "stage", "owner", "service"])(
  "a function without the tag %s is denied",
  (tag) => {
    const { [`aws:RequestTag/${tag}` as keyof typeof tags]: _left, ...others } = tags;
    expect(may({ action: "lambda:CreateFunction", context: tags })).toBe(true);
    expect(may({ action: "lambda:CreateFunction", context: others })).toBe(false);
  },
);

/** A bucket's policy that allows everyone. */
const open = {
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" },
  ],
};

test.each<[string, Principal, AccessRequest["context"], boolean]>([
  ["a role of the organisation", developer, {}, true],
  ["a role of the organisation without TLS", developer, { "aws:SecureTransport": "false" }, false],
  ["anyone", { kind: "anonymous" }, {}, false],
  [
    "a role of another organisation",
    role("stranger"),
    { "aws:PrincipalOrgID": "o-zzzzzzzzzz" },
    false,
  ],
  ["a service of AWS", { kind: "service", service: "cloudfront.amazonaws.com" }, {}, true],
])(
  "a bucket whose policy allows everyone is read by %s: %s",
  (_who, principal, context, allowed) => {
    const decide = decideInOrganization(organizationPolicies(organizationId), open);
    const request = {
      principal,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::files/one",
      resourceAccountId: account,
      context,
    };
    expect(decide(request).allowed).toBe(allowed);
  },
);

test("each policy fits the limits of AWS", () => {
  // 5,120 characters each, and five of a type with AWS's own on one target:
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  const policies = organizationPolicies(organizationId);
  for (const { name, statements } of policies) {
    expect([name, JSON.stringify(policyDocument(statements)).length <= 5_120]).toEqual([
      name,
      true,
    ]);
  }
  for (const type of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]) {
    expect(policies.filter((policy) => policy.type === type).length).toBeLessThanOrEqual(4);
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  expect(JSON.stringify(policyDocument(workloadBoundary)).length).toBeLessThanOrEqual(6_144);
});

test("the policies only deny, and a resource control policy names everyone and actions of services that it may limit", () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  for (const { type, statements } of organizationPolicies(organizationId)) {
    for (const { Effect, Principal, Action = [], Sid } of statements) {
      expect([Sid, Effect]).toEqual([Sid, "Deny"]);
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      if (type === "SERVICE_CONTROL_POLICY") expect(Principal).toBeUndefined();
      else {
        expect(Principal).toBe("*");
        expect(Action.length).toBeGreaterThan(0);
        expect(Action).not.toContain("*");
      }
    }
  }
});

test.each([
  ["sqs:SendMessage", true],
  ["rds-db:connect", true],
  ["sqs:DeleteQueue", false],
  ["iam:CreateRole", false],
  ["organizations:LeaveOrganization", false],
  ["ec2:RunInstances", false],
])("within the boundary of workloads, an administrator may %s: %s", (action, allowed) => {
  const everything = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  const decide = compilePolicies({
    identity: [parsePolicy("everything", everything)],
    boundary: [parsePolicy("boundary", policyDocument(workloadBoundary))],
  });
  const request = {
    principal: developer,
    action,
    resource: "*",
    resourceAccountId: account,
    context: {},
  };
  expect(decide(request).allowed).toBe(allowed);
});
