import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Authority } from "../iam/authority.ts";

/**
 * What AWS would refuse of functions' roles at a deploy, a line each: a role that Lambda may not assume, or that lacks what
 * Lambda needs to connect the function to its VPC.
 */
export function roleErrors(
  functions: readonly FunctionDefinition[],
  authority: Authority,
): readonly string[] {
  return functions.flatMap((definition) => {
    const { logicalName, roleArn } = definition;
    const trusted = lambdaTrust(definition, authority);
    if (!trusted.allowed) {
      return [`${logicalName}: Lambda cannot assume its role ${roleArn}. ${trusted.explanation}`];
    }
    return vpcPermissions(definition).flatMap(([action, resource]) =>
      missingPermission(definition, { action, resource, purpose: "joining its VPC" }, authority),
    );
  });
}

/** Whether Lambda may assume the function's role. */
export function lambdaTrust({ roleArn, arn }: FunctionDefinition, authority: Authority) {
  return authority.trusts(roleArn, "lambda.amazonaws.com", arn);
}

/** A line if the function's role lacks a permission that Lambda needs. */
export function missingPermission(
  { logicalName, roleArn, name }: FunctionDefinition,
  needed: { readonly action: string; readonly resource: string; readonly purpose: string },
  authority: Authority,
): readonly string[] {
  const { action, resource, purpose } = needed;
  const caller = { kind: "role", roleArn, functionName: name } as const;
  const authorization = authority.authorize(caller, { action, resource });
  // AWS checks the key when a message is received, not when the mapping is created.
  if (authorization.allowed || authorization.keyArn) return [];
  return [
    `${logicalName}: ${purpose} needs ${action} on ${resource}. ${authorization.explanation}`,
  ];
}

/**
 * What Lambda needs of a function's role to create its network interfaces, and the resources that EC2 checks:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
function vpcPermissions({ arn, vpc }: FunctionDefinition): readonly (readonly [string, string])[] {
  if (!vpc) return [];
  const [, , , region, accountId] = arn.split(":");
  const ec2 = `arn:aws:ec2:${region}:${accountId}`;
  const interfaces = `${ec2}:network-interface/*`;
  return [
    ["ec2:AssignPrivateIpAddresses", interfaces],
    ["ec2:CreateNetworkInterface", interfaces],
    ...vpc.subnetIds.map((id) => ["ec2:CreateNetworkInterface", `${ec2}:subnet/${id}`] as const),
    ...vpc.securityGroupIds.map(
      (id) => ["ec2:CreateNetworkInterface", `${ec2}:security-group/${id}`] as const,
    ),
    ["ec2:DeleteNetworkInterface", interfaces],
    ["ec2:DescribeNetworkInterfaces", "*"],
    ["ec2:DescribeSubnets", "*"],
    ["ec2:UnassignPrivateIpAddresses", interfaces],
  ];
}
