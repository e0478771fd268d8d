import type { ManagedPolicy, Resource } from "../../plan.ts";
import { PlanError } from "../../plan-error.ts";
import { ownName, texts, textsOf } from "../../resources.ts";

/**
 * The known AWS managed policies, with the text of the AWS Managed Policy Reference:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/
 */
const known: readonly ManagedPolicy[] = [
  published("AmazonAPIGatewayPushToCloudWatchLogs", [
    allow([
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
      "logs:GetLogEvents",
      "logs:FilterLogEvents",
    ]),
  ]),
  published("AWSLambdaBasicExecutionRole", [
    allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]),
  ]),
  published("AWSLambdaVPCAccessExecutionRole", [
    allow(
      [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
      ],
      "AWSLambdaVPCAccessExecutionPermissions",
    ),
  ]),
];

/**
 * The AWS managed policies that roles among `resources` have, also as permissions boundaries.
 * @throws PlanError for an unknown policy: its permissions could not be checked
 */
export function managedPoliciesOf(resources: readonly Resource[]): readonly ManagedPolicy[] {
  const own = new Set(resources.filter(isPolicy).map(({ outputs }) => outputs.arn));
  const named = new Map<string, Resource>();
  for (const resource of resources) {
    for (const arn of policyArnsIn(resource)) if (!own.has(arn)) named.set(arn, resource);
  }
  return [...named].toSorted().map(([arn, role]) => {
    const policy = known.find((candidate) => candidate.arn === arn);
    if (policy) return policy;
    throw new PlanError(
      `${ownName(role)} has the managed policy ${arn}, whose text is not known here: write the actions it needs in infra/, or add the policy to workbench/plan/src/resources/iam/managed-policies.ts`,
    );
  });
}

function isPolicy({ type }: Resource): boolean {
  return type === "aws:iam/policy:Policy";
}

function policyArnsIn(resource: Resource): readonly string[] {
  const { type, inputs } = resource;
  if (/^aws:iam\/(?:rolePolicyAttachment|policyAttachment):/.test(type))
    return texts([inputs.policyArn ?? null]);
  if (type !== "aws:iam/role:Role") return [];
  return [
    ...textsOf(resource, "managedPolicyArns"),
    ...texts([inputs.permissionsBoundary ?? null]),
  ];
}

function published(name: string, statements: ReturnType<typeof allow>[]): ManagedPolicy {
  return {
    arn: `arn:aws:iam::aws:policy/service-role/${name}`,
    source: `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`,
    readOn: "2026-11-23",
    document: { Version: "2012-10-17", Statement: statements },
  };
}

function allow(actions: string[], sid?: string) {
  return { ...(sid ? { Sid: sid } : {}), Effect: "Allow", Action: actions, Resource: "*" };
}
