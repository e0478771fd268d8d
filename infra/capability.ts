/**
 * What a function may do with a resource, smallest first. SST's own link grants `sqs:*` on a queue;
 * these grant the one action that the name says.
 */

/** Sending to a queue, whose url is then `Resource.<name>.url`. */
export function canSend(name: string, queue: sst.aws.Queue) {
  return new sst.Linkable(name, {
    properties: { url: queue.url },
    include: [sst.aws.permission({ actions: ["sqs:SendMessage"], resources: [queue.arn] })],
  });
}

/**
 * Being fed from a queue. Lambda's poller acts as the function's role and needs these three:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
export function canConsume(queue: sst.aws.Queue) {
  return {
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    resources: [queue.arn],
  };
}

/** Writing its own log lines, and nobody else's. */
export function canLog(logGroup: aws.cloudwatch.LogGroup) {
  return {
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [$interpolate`${logGroup.arn}:*`],
  };
}

/**
 * Standing in a VPC: Lambda makes the network interfaces with the function's role. AWS asks for these on
 * every resource: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function canJoinNetwork() {
  return {
    actions: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    resources: ["*"],
  };
}
