import type { FunctionDefinition } from "@stagecraft/plan/function-definition";
import type { QueueSourceDefinition } from "@stagecraft/plan/queue-source-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/stream-source-definition";
import type { Authority } from "../iam/authority.ts";
import { streamPollerActions } from "./kinesis/stream-poller.ts";

/**
 * What Lambda asks of a function's role when it makes the function's network interfaces, and on what EC2 asks for it:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
function vpcNeeds({ arn, vpc }: FunctionDefinition): readonly (readonly [string, string])[] {
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

/** What it asks when an SQS event source mapping is made: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const queueActions = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

/**
 * What a deploy would be refused for: a role that Lambda may not assume, or that lacks what Lambda does with it when it
 * attaches the function to its VPC and to its queues. One line each.
 */
export function eventSourceErrors(
  functions: readonly FunctionDefinition[],
  queueSources: readonly QueueSourceDefinition[],
  streamSources: readonly StreamSourceDefinition[],
  authority: Authority,
): readonly string[] {
  return functions.flatMap((definition) => {
    const { logicalName, roleArn, arn } = definition;
    const trusted = authority.trusts(roleArn, "lambda.amazonaws.com", arn);
    if (!trusted.allowed) {
      return [`${logicalName}: Lambda cannot assume its role ${roleArn}. ${trusted.explanation}`];
    }
    const missing = (action: string, resource: string, purpose: string) => {
      const caller = { kind: "role", roleArn, functionName: definition.name } as const;
      const authorization = authority.authorize(caller, { action, resource });
      // AWS looks at the key when a message is received, not when the mapping is made.
      if (authorization.allowed || authorization.keyArn) return [];
      return [
        `${logicalName}: ${purpose} needs ${action} on ${resource}. ${authorization.explanation}`,
      ];
    };
    return [
      ...vpcNeeds(definition).flatMap(([action, resource]) =>
        missing(action, resource, "joining its VPC"),
      ),
      ...queueSources
        .filter(({ functionArn }) => functionArn === arn)
        .flatMap(({ logicalName: source, queueArn }) =>
          queueActions.flatMap((action) =>
            missing(action, queueArn, `the event source mapping ${source}`),
          ),
        ),
      ...streamSources
        .filter(({ functionArn }) => functionArn === arn)
        .flatMap(({ logicalName: source, streamArn }) =>
          streamPollerActions.flatMap((action) =>
            missing(action, streamArn, `the event source mapping ${source}`),
          ),
        ),
    ];
  });
}
