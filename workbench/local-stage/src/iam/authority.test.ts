import type { Json, Resource } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { describe, expect, test } from "vitest";
import { createAuthority } from "./authority.ts";

const nowMs = Date.UTC(2026, 10, 23, 12);
const roleArn = "arn:aws:iam::123456789012:role/clerk";
const queueArn = "arn:aws:sqs:eu-west-1:123456789012:letters";
const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:api-probe";
const clerk = { kind: "role", roleArn, functionName: "api-probe" } as const;
const send = { action: "sqs:SendMessage", resource: queueArn };
const invoke = { action: "lambda:InvokeFunction", resource: functionArn };

const allow = (action: string, more: { [key: string]: Json } = {}): { [key: string]: Json } => ({
  Effect: "Allow",
  Action: action,
  Resource: "*",
  ...more,
});

type Part = readonly [string, string, Resource["inputs"], Resource["outputs"]?];

function role(...statements: Json[]): Part {
  return roleWith({}, ...statements);
}

function roleWith(more: { [key: string]: Json }, ...statements: Json[]): Part {
  const inlinePolicies =
    statements.length > 0
      ? [{ name: "inline", policy: { Version: "2012-10-17", Statement: statements } }]
      : [];
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:scheduler:*:*:schedule-group/default" } },
      },
    ],
  };
  return [
    "aws:iam/role:Role",
    "Clerk",
    { name: "clerk", assumeRolePolicy: trust, inlinePolicies, ...more },
    { arn: roleArn, id: "clerk" },
  ];
}

const permission: Part = [
  "aws:lambda/permission:Permission",
  "DeskPermission",
  {
    function: functionArn,
    principal: "apigateway.amazonaws.com",
    action: "lambda:InvokeFunction",
    sourceArn: "arn:aws:execute-api:eu-west-1:123456789012:api1/*",
  },
];

const authority = (...parts: Part[]) => createAuthority(planOf(...parts), () => nowMs);

describe("a role", () => {
  test("may do only what its policies allow", () => {
    const { authorize } = authority(role(allow("sqs:SendMessage", { Resource: queueArn })));
    expect(authorize(clerk, send)).toEqual({ allowed: true });
    expect(authorize(clerk, { ...send, resource: `${queueArn}-dead` }).allowed).toBe(false);
    expect(authorize(clerk, { ...send, action: "sqs:ReceiveMessage" })).toEqual({
      allowed: false,
      message: `User: arn:aws:sts::123456789012:assumed-role/clerk/api-probe is not authorized to perform: sqs:ReceiveMessage on resource: ${queueArn} because no identity-based policy allows the sqs:ReceiveMessage action`,
      explanation: expect.stringContaining('Nearest is Statement[0] of "Clerk/inline"'),
    });
  });

  test("that is not in the Plan may do nothing", () => {
    expect(authority().authorize(clerk, send).allowed).toBe(false);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
  test("may do in its own account what the resource's policy allows it", () => {
    const queue: Part = ["aws:sqs/queue:Queue", "Letters", {}, { url: "queue-url", arn: queueArn }];
    const policy: Part = [
      "aws:sqs/queuePolicy:QueuePolicy",
      "LettersPolicy",
      {
        queueUrl: "queue-url",
        policy: {
          Version: "2012-10-17",
          Statement: [allow("sqs:SendMessage", { Principal: { AWS: roleArn } })],
        },
      },
    ];
    expect(authority(role(), queue, policy).authorize(clerk, send)).toEqual({ allowed: true });
    expect(authority(role(), queue).authorize(clerk, send).allowed).toBe(false);
  });

  // https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
  test.each<[string, string, string, string]>([
    [
      "kinesis:PutRecord",
      "arn:aws:kinesis:eu-west-1:123456789012:stream/river",
      "aws:kinesis/resourcePolicy:ResourcePolicy",
      "resourceArn",
    ],
    [
      "secretsmanager:GetSecretValue",
      "arn:aws:secretsmanager:eu-west-1:123456789012:secret:seal-1a2b3c",
      "aws:secretsmanager/secretPolicy:SecretPolicy",
      "secretArn",
    ],
  ])("may not %s on %s when its own policy denies it", (action, resource, type, key) => {
    const policy = {
      Version: "2012-10-17",
      Statement: [{ ...allow(action), Effect: "Deny", Principal: "*" }],
    };
    const guard: Part = [type, "Guard", { [key]: resource, policy }];
    const asked = { action, resource };
    expect(authority(role(allow(action))).authorize(clerk, asked).allowed).toBe(true);
    expect(authority(role(allow(action)), guard).authorize(clerk, asked).allowed).toBe(false);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  test.each([
    ["over TLS", { Bool: { "aws:SecureTransport": "true" } }, true],
    ["not over TLS", { Bool: { "aws:SecureTransport": "false" } }, false],
    ["in the Plan's region", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }, true],
    [
      "before noon of the stage's clock",
      { DateLessThan: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } },
      false,
    ],
    [
      "from noon on",
      { DateGreaterThanEquals: { "aws:CurrentTime": "2026-11-23T12:00:00Z" } },
      true,
    ],
    ["in seconds since 1970", { NumericEquals: { "aws:EpochTime": String(nowMs / 1000) } }, true],
    ["from its own account", { StringEquals: { "aws:PrincipalAccount": "123456789012" } }, true],
    ["as itself", { ArnEquals: { "aws:PrincipalArn": roleArn } }, true],
    [
      "from an address it does not come from",
      { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      false,
    ],
    ["through no other service", { Bool: { "aws:ViaAWSService": "false" } }, true],
    ["by its own code", { ArnEquals: { "lambda:SourceFunctionArn": functionArn } }, true],
    ["from the address it comes from", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, true],
  ])("is authorized in the context that AWS would see: %s", (_what, Condition, allowed) => {
    const { authorize } = authority(role(allow("sqs:*", { Condition })));
    const path = { open: true, sourceIp: "203.0.113.10" } as const;
    expect(authorize(clerk, send, path).allowed).toBe(allowed);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
  test("may not do more than its boundary allows, of the program or of AWS", () => {
    const boundaryArn = "arn:aws:iam::123456789012:policy/limits";
    const limits: Part = [
      "aws:iam/policy:Policy",
      "Limits",
      { policy: { Version: "2012-10-17", Statement: [allow("sqs:SendMessage")] } },
      { arn: boundaryArn },
    ];
    const bounded = roleWith({ permissionsBoundary: boundaryArn }, allow("sqs:*"));
    const { authorize } = authority(bounded, limits);
    expect(authorize(clerk, send)).toEqual({ allowed: true });
    expect(authorize(clerk, { ...send, action: "sqs:ReceiveMessage" })).toMatchObject({
      message: expect.stringMatching(
        /because no permissions boundary allows the sqs:ReceiveMessage action$/,
      ),
    });
    expect(() => authority(bounded)).toThrow(boundaryArn);
  });

  test("has the program's policies that are attached to it", () => {
    const policyArn = "arn:aws:iam::123456789012:policy/sending";
    const sending: Part = [
      "aws:iam/policy:Policy",
      "Sending",
      { policy: { Version: "2012-10-17", Statement: [allow("sqs:SendMessage")] } },
      { arn: policyArn },
    ];
    const attachment: Part = [
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "ClerkSending",
      { role: "clerk", policyArn },
    ];
    expect(authority(role(), sending, attachment).authorize(clerk, send)).toEqual({
      allowed: true,
    });
    expect(authority(role(), sending).authorize(clerk, send).allowed).toBe(false);
  });

  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
  test("also needs the policy of its VPC endpoint", () => {
    const endpoint: Part = [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "Endpoint",
      { policy: { Statement: [allow("sqs:SendMessage", { Principal: "*" })] } },
      { id: "vpce-1" },
    ];
    const { authorize } = authority(role(allow("sqs:*")), endpoint);
    const through = { open: true, vpcId: "vpc-1", vpcEndpointId: "vpce-1" } as const;
    const receive = { ...send, action: "sqs:ReceiveMessage" };
    expect(authorize(clerk, send, through).allowed).toBe(true);
    expect(authorize(clerk, receive, through)).toMatchObject({
      message: expect.stringContaining("because no VPC endpoint policy allows"),
    });
    expect(authorize(clerk, receive, { open: true }).allowed).toBe(true);
  });

  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
  test.each([
    ["Interface", true],
    ["Gateway", false],
  ])("an account in the policy of an endpoint of type %s is its roles: %s", (type, isAllowed) => {
    const [, , , , accountId = ""] = roleArn.split(":");
    const endpoint: Part = [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "Endpoint",
      {
        vpcEndpointType: type,
        policy: { Statement: [allow("sqs:*", { Principal: { AWS: accountId } })] },
      },
      { id: "vpce-1" },
    ];
    const { authorize } = authority(role(allow("sqs:*")), endpoint);
    const path = { open: true, vpcId: "vpc-1", vpcEndpointId: "vpce-1" } as const;
    expect(authorize(clerk, send, path).allowed).toBe(isAllowed);
  });

  test("has the condition keys of its VPC and its endpoint", () => {
    const Condition = { StringEquals: { "aws:SourceVpc": "vpc-1", "aws:SourceVpce": "vpce-1" } };
    const { authorize } = authority(role(allow("sqs:*", { Condition })));
    const path = { open: true, vpcId: "vpc-1", vpcEndpointId: "vpce-1" } as const;
    expect(authorize(clerk, send, path).allowed).toBe(true);
    expect(authorize(clerk, send, { open: true }).allowed).toBe(false);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
test("what Lambda does as a function's role does not have lambda:SourceFunctionArn", () => {
  const Condition = { ArnEquals: { "lambda:SourceFunctionArn": functionArn } };
  expect(authority(role(allow("sqs:*", { Condition }))).authorize(clerk, send).allowed).toBe(false);
});

describe("a service", () => {
  const gateway = (sourceArn: string) =>
    ({ kind: "service", principal: "apigateway.amazonaws.com", sourceArn }) as const;

  // https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
  test("may invoke what the function's policy allows, from the named source", () => {
    const { authorize } = authority(permission);
    const api = "arn:aws:execute-api:eu-west-1:123456789012";
    expect(authorize(gateway(`${api}:api1/$default/POST/api-probe`), invoke)).toEqual({
      allowed: true,
    });
    expect(authorize(gateway(`${api}:api2/$default/POST/api-probe`), invoke).allowed).toBe(false);
    const s3 = {
      kind: "service",
      principal: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::b",
    } as const;
    expect(authorize(s3, invoke).allowed).toBe(false);
  });

  test("may do nothing without a policy that names it", () => {
    expect(
      authority().authorize(gateway("arn:aws:execute-api:eu-west-1:1:a/b"), invoke).allowed,
    ).toBe(false);
  });
});

describe("trust", () => {
  const { trusts } = authority(role());
  const group = "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/default";

  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  test("is given to the service that the role's policy names, for the source it names", () => {
    expect(trusts(roleArn, "scheduler.amazonaws.com", group)).toEqual({ allowed: true });
    expect(trusts(roleArn, "scheduler.amazonaws.com", `${group}-other`).allowed).toBe(false);
    expect(trusts(roleArn, "lambda.amazonaws.com", group)).toMatchObject({
      allowed: false,
      explanation: expect.stringContaining("sts:AssumeRole"),
    });
  });

  test("is not given by a role that does not exist", () => {
    expect(trusts(`${roleArn}-gone`, "lambda.amazonaws.com", group)).toMatchObject({
      message: `The role ${roleArn}-gone does not exist.`,
    });
  });
});

describe("the evidence", () => {
  test("counts what roles were granted and used, by role, action and resource", () => {
    const { authorize, permissionsUsed } = authority(role(allow("sqs:SendMessage")), permission);
    authorize(clerk, send);
    authorize(clerk, send);
    authorize(clerk, { ...send, resource: `${queueArn}-other` });
    expect(permissionsUsed()).toEqual([
      { ...send, roleArn, times: 2 },
      { ...send, resource: `${queueArn}-other`, roleArn, times: 1 },
    ]);
  });

  test("has no refusals, no service and no operator in it", () => {
    const { authorize, permissionsUsed } = authority(role(), permission);
    authorize(clerk, send);
    const sourceArn = "arn:aws:execute-api:eu-west-1:123456789012:api1/$default/POST/api-probe";
    authorize({ kind: "service", principal: "apigateway.amazonaws.com", sourceArn }, invoke);
    expect(authorize({ kind: "operator" }, send)).toEqual({ allowed: true });
    expect(permissionsUsed()).toEqual([]);
  });
});

test("an invalid policy is refused by name", () => {
  expect(() => authority(role({ Effect: "Maybe", Action: "*", Resource: "*" }))).toThrow(
    /Clerk\/inline/,
  );
});
