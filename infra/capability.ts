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
 * Standing in these subnets and this group: Lambda makes the network interfaces with the function's role. AWS names the
 * interfaces, so theirs stay open; describing takes no resource:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function canJoinNetwork(subnets: aws.ec2.Subnet[], group: aws.ec2.SecurityGroup) {
  const { region } = aws.getRegionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const interfaces = $interpolate`arn:aws:ec2:${region}:${accountId}:network-interface/*`;
  return [
    {
      actions: [
        "ec2:AssignPrivateIpAddresses",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
      ],
      resources: [interfaces],
    },
    {
      actions: ["ec2:CreateNetworkInterface"],
      resources: [interfaces, ...subnets.map((subnet) => subnet.arn), group.arn],
    },
    { actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"], resources: ["*"] },
  ];
}

/** Starting executions of a state machine, whose ARN is then `Resource.<name>.arn`. */
export function canStart(name: string, stateMachine: sst.aws.StepFunctions) {
  return new sst.Linkable(name, {
    properties: { arn: stateMachine.arn },
    include: [
      sst.aws.permission({ actions: ["states:StartExecution"], resources: [stateMachine.arn] }),
    ],
  });
}

/**
 * Telling tasks that wait how they ended. IAM knows no resource for these: who has a task's token may.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export function canTellTasks(...answers: ("Success" | "Failure" | "Heartbeat")[]) {
  return { actions: answers.map((answer) => `states:SendTask${answer}`), resources: ["*"] };
}

/** Changing single items of a table, which is then `Resource.<name>.name`. */
export function canUpdate(name: string, table: sst.aws.Dynamo) {
  return new sst.Linkable(name, {
    properties: { name: table.name },
    include: [sst.aws.permission({ actions: ["dynamodb:UpdateItem"], resources: [table.arn] })],
  });
}

/** Reading single items of a table. */
export function canRead(table: sst.aws.Dynamo) {
  return { actions: ["dynamodb:GetItem"], resources: [table.arn] };
}

/** Keeping Powertools' idempotency records in a table, which is then `Resource.<name>.name`. */
export function canRemember(name: string, table: sst.aws.Dynamo) {
  return new sst.Linkable(name, {
    properties: { name: table.name },
    include: [
      sst.aws.permission({
        actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
        resources: [table.arn],
      }),
    ],
  });
}

/** Putting records on a stream, whose ARN is then `Resource.<name>.arn`. */
export function canPutRecords(name: string, stream: sst.aws.KinesisStream) {
  return new sst.Linkable(name, {
    properties: { arn: stream.arn },
    include: [sst.aws.permission({ actions: ["kinesis:PutRecords"], resources: [stream.arn] })],
  });
}

/**
 * Being fed from a stream. Lambda's poller acts as the function's role and needs these:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 */
export function canConsumeStream(stream: sst.aws.KinesisStream) {
  return {
    actions: [
      "kinesis:DescribeStream",
      "kinesis:DescribeStreamSummary",
      "kinesis:GetRecords",
      "kinesis:GetShardIterator",
      "kinesis:ListShards",
    ],
    resources: [stream.arn],
  };
}

/** Being the source of a failure destination: Lambda sends there as the function's role. */
export function canSendTo(queue: sst.aws.Queue) {
  return { actions: ["sqs:SendMessage"], resources: [queue.arn] };
}

/** Reading versions of the objects below a prefix. */
export function canReadObjects(bucket: sst.aws.Bucket, prefix: string) {
  return { actions: ["s3:GetObjectVersion"], resources: [$interpolate`${bucket.arn}/${prefix}*`] };
}

/** Putting objects below a prefix. */
export function canWriteObjects(bucket: sst.aws.Bucket, prefix: string) {
  return { actions: ["s3:PutObject"], resources: [$interpolate`${bucket.arn}/${prefix}*`] };
}

/** Putting objects below a prefix that may come in parts, and taking back the parts of one that does not come to its end. */
export function canWriteLargeObjects(bucket: sst.aws.Bucket, prefix: string) {
  return {
    actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
    resources: [$interpolate`${bucket.arn}/${prefix}*`],
  };
}
