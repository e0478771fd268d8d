import { region } from "../packages/contracts/src/system.ts";

/**
 * What a function may do with a resource. SST's own link grants every action of a service, such as `sqs:*` on a queue; a grant
 * allows only the actions that its name says.
 *
 * All grants have one form: `can<Verb><Object>(resource, ..., linkName?)` returns a `Grant`, which a function takes in its
 * setting `grants`. A grant whose function needs the resource's address takes a link name: the function then reads the address
 * from `Resource.<linkName>`. Such a grant is made once and exported, because a link name is unique in the program.
 */
export type Grant = {
  readonly links: readonly sst.Linkable<Record<string, unknown>>[];
  readonly permissions: readonly sst.aws.FunctionPermissionArgs[];
};

/** Sending messages to a queue; `Resource.<linkName>.url`. Lambda needs it too, to write to a failure destination. */
export function canSendMessages(queue: sst.aws.Queue, linkName?: string): Grant {
  const permission = { actions: ["sqs:SendMessage"], resources: [queue.arn] };
  return linkName ? withLink(linkName, { url: queue.url }, permission) : withoutLink(permission);
}

/**
 * Consuming a queue. Lambda polls it with the function's role:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
 */
export function canConsumeQueue(queue: sst.aws.Queue): Grant {
  return withoutLink({
    actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    resources: [queue.arn],
  });
}

/** Putting records on a stream; `Resource.<linkName>.arn`. */
export function canPutRecords(stream: sst.aws.KinesisStream, linkName: string): Grant {
  return withLink(
    linkName,
    { arn: stream.arn },
    { actions: ["kinesis:PutRecords"], resources: [stream.arn] },
  );
}

/**
 * Consuming a stream. Lambda polls it with the function's role:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 */
export function canConsumeStream(stream: sst.aws.KinesisStream): Grant {
  return withoutLink({
    actions: [
      "kinesis:DescribeStream",
      "kinesis:DescribeStreamSummary",
      "kinesis:GetRecords",
      "kinesis:GetShardIterator",
      "kinesis:ListShards",
    ],
    resources: [stream.arn],
  });
}

/** Starting executions of a state machine; `Resource.<linkName>.arn`. */
export function canStartExecutions(stateMachine: sst.aws.StepFunctions, linkName: string): Grant {
  return withLink(
    linkName,
    { arn: stateMachine.arn },
    { actions: ["states:StartExecution"], resources: [stateMachine.arn] },
  );
}

/**
 * Sending the results of tasks that wait for a callback. IAM has no resource for these actions: they need the task's token.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export function canSendTaskResults(...results: ("Success" | "Failure" | "Heartbeat")[]): Grant {
  return withoutLink({
    actions: results.map((result) => `states:SendTask${result}`),
    resources: ["*"],
  });
}

/** Reading single items of a table. */
export function canGetItems(table: sst.aws.Dynamo): Grant {
  return withoutLink({ actions: ["dynamodb:GetItem"], resources: [table.arn] });
}

/** Updating single items of a table; `Resource.<linkName>.name`. */
export function canUpdateItems(table: sst.aws.Dynamo, linkName: string): Grant {
  return withLink(
    linkName,
    { name: table.name },
    { actions: ["dynamodb:UpdateItem"], resources: [table.arn] },
  );
}

/** Storing Powertools' idempotency records in a table; `Resource.<linkName>.name`. */
export function canStoreIdempotency(table: sst.aws.Dynamo, linkName: string): Grant {
  return withLink(
    linkName,
    { name: table.name },
    {
      actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      resources: [table.arn],
    },
  );
}

/** Reading versions of the objects below a prefix. */
export function canReadObjects(bucket: sst.aws.Bucket, prefix: string): Grant {
  return withoutLink({
    actions: ["s3:GetObjectVersion"],
    resources: [$interpolate`${bucket.arn}/${prefix}*`],
  });
}

/** Writing objects below a prefix. */
export function canWriteObjects(bucket: sst.aws.Bucket, prefix: string): Grant {
  return withoutLink({
    actions: ["s3:PutObject"],
    resources: [$interpolate`${bucket.arn}/${prefix}*`],
  });
}

/** Writing objects below a prefix in several parts, and aborting an upload that fails. */
export function canWriteLargeObjects(bucket: sst.aws.Bucket, prefix: string): Grant {
  return withoutLink({
    actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
    resources: [$interpolate`${bucket.arn}/${prefix}*`],
  });
}

/** Connecting to a database as a user that logs in with an IAM token; `Resource.<linkName>` holds address and user name. */
export function canConnectToDatabase(
  userArn: $util.Input<string>,
  login: Record<string, unknown>,
  linkName: string,
): Grant {
  return withLink(linkName, login, { actions: ["rds-db:connect"], resources: [userArn] });
}

/** Writing the function's own log. */
export function canWriteLogs(logGroup: aws.cloudwatch.LogGroup): Grant {
  return withoutLink({
    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [$interpolate`${logGroup.arn}:*`],
  });
}

/**
 * Sending spans to X-Ray: the daemon that Lambda runs in the execution environment sends them with the function's role. IAM has no
 * resource for it: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export const canSendSpans: Grant = withoutLink({
  actions: ["xray:PutTraceSegments"],
  resources: ["*"],
});

/**
 * Running in these subnets with this security group: Lambda makes the network interfaces with the function's role. AWS names
 * the interfaces, so their ARNs stay open; the describe actions take no resource:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function canJoinNetwork(subnets: aws.ec2.Subnet[], group: aws.ec2.SecurityGroup): Grant {
  const { accountId } = aws.getCallerIdentityOutput();
  const interfaces = $interpolate`arn:aws:ec2:${region}:${accountId}:network-interface/*`;
  return withoutLink(
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
  );
}

function withoutLink(...permissions: sst.aws.FunctionPermissionArgs[]): Grant {
  return { links: [], permissions };
}

function withLink(
  name: string,
  properties: Record<string, unknown>,
  permission: sst.aws.FunctionPermissionArgs,
): Grant {
  const link = new sst.Linkable(name, { properties, include: [sst.aws.permission(permission)] });
  return { links: [link], permissions: [] };
}
