import { expect, test } from "vitest";
import { planOf } from "../../testing/plan-of.ts";
import type { Constraint } from "../constraints/constraint.ts";
import { constraints } from "../constraints/constraints.ts";
import { uncheckedValues } from "../constraints/unchecked-values.ts";
import type { Json } from "../plan.ts";
import { constraintErrors } from "./constraints.ts";

type Inputs = { [property: string]: Json };

const messagesFor = (type: string, inputs: Inputs) =>
  constraintErrors(planOf([type, "Planted", inputs])).map(({ message }) => message);

/** A value that a constraint refuses; undefined when it accepts every value. */
function outside(constraint: Constraint): Json | undefined {
  if (constraint.properties) {
    for (const [property, inner] of Object.entries(constraint.properties)) {
      const value = outside(inner);
      if (value !== undefined) return { [property]: value };
    }
    return undefined;
  }
  if (constraint.items) {
    const value = outside(constraint.items);
    return value === undefined ? undefined : [value];
  }
  if (constraint.maximum !== undefined) return constraint.maximum + 1;
  if (constraint.minimum !== undefined) return constraint.minimum - 1;
  if (constraint.pattern !== undefined) return " \u0000:\\";
  if (constraint.maxLength !== undefined) return "x".repeat(constraint.maxLength + 1);
  if (constraint.enum || constraint.anyOf) return -2;
  if (constraint.policyCharacters !== undefined) return "x".repeat(constraint.policyCharacters + 1);
  return undefined;
}

const planted = Object.entries(constraints).flatMap(([type, { properties }]) =>
  Object.entries(properties).flatMap(([property, constraint]) => {
    const value = outside(constraint);
    return value === undefined ? [] : [{ type, property, value }];
  }),
);

test.each(planted)(
  "$type refuses $property outside its constraint",
  ({ type, property, value }) => {
    const ofValues = messagesFor(type, { [property]: value }).filter((message) =>
      / and (?:may|must) /.test(message),
    );
    expect(ofValues).toContainEqual(expect.stringMatching(new RegExp(`^${property}\\b`)));
  },
);

test.each(
  Object.entries(constraints).flatMap(([type, { required = [] }]) =>
    required.map((property) => ({ type, property })),
  ),
)("$type refuses to be without $property", ({ type, property }) => {
  expect(messagesFor(type, {})).toContain(`${property} is missing`);
});

type RuleCase = readonly [type: string, message: RegExp, refused: Inputs, accepted: Inputs];

/** For each rule about several properties: inputs that it refuses and inputs that it accepts. */
const rules: readonly RuleCase[] = [
  [
    "aws:rds/proxy:Proxy",
    /logs in with secrets or with IAM/,
    { defaultAuthScheme: "NONE" },
    { defaultAuthScheme: "IAM_AUTH" },
  ],
  [
    "aws:lambda/function:Function",
    /handler and runtime/,
    { packageType: "Zip", handler: "a.b" },
    { packageType: "Image", imageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1" },
  ],
  [
    "aws:lambda/function:Function",
    /needs a security group/,
    { vpcConfig: { subnetIds: ["subnet-0b645c15e3c75a33e"] } },
    { vpcConfig: { subnetIds: [], securityGroupIds: [] } },
  ],
  [
    "aws:lambda/function:Function",
    /log levels need/,
    { loggingConfig: { logFormat: "Text", systemLogLevel: "INFO" } },
    { loggingConfig: { logFormat: "JSON", systemLogLevel: "INFO" } },
  ],
  [
    "aws:lambda/alias:Alias",
    /needs published versions/,
    { functionVersion: "$LATEST", routingConfig: { additionalVersionWeights: { "2": 0.1 } } },
    { functionVersion: "1", routingConfig: { additionalVersionWeights: { "2": 0.1 } } },
  ],
  [
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    /are only for streams/,
    { eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:a", startingPosition: "LATEST" },
    { eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:a", batchSize: 1 },
  ],
  [
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    /a stream needs a starting position/,
    { eventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/a" },
    {
      eventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/a",
      startingPosition: "LATEST",
    },
  ],
  [
    "aws:lambda/eventSourceMapping:EventSourceMapping",
    /AT_TIMESTAMP needs its time/,
    { startingPosition: "AT_TIMESTAMP" },
    { startingPosition: "AT_TIMESTAMP", startingPositionTimestamp: "2026-11-01T00:00:00Z" },
  ],
  [
    "aws:sqs/queue:Queue",
    /ends in \.fifo/,
    { name: "a.fifo", fifoQueue: false },
    { name: "a.fifo", fifoQueue: true },
  ],
  [
    "aws:sqs/queue:Queue",
    /content-based deduplication/,
    { contentBasedDeduplication: true },
    { contentBasedDeduplication: false },
  ],
  [
    "aws:sqs/queue:Queue",
    /throughput limit per message group/,
    { fifoThroughputLimit: "perMessageGroupId", deduplicationScope: "queue" },
    { fifoThroughputLimit: "perMessageGroupId", deduplicationScope: "messageGroup" },
  ],
  [
    "aws:sqs/queue:Queue",
    /not both/,
    { sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/a" },
    { sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/a" },
  ],
  [
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    /with source queues for byQueue/,
    { redriveAllowPolicy: { redrivePermission: "byQueue" } },
    { redriveAllowPolicy: { redrivePermission: "denyAll" } },
  ],
  [
    "aws:dynamodb/table:Table",
    /read and write capacity/,
    { billingMode: "PAY_PER_REQUEST", readCapacity: 1 },
    { readCapacity: 1, writeCapacity: 1 },
  ],
  [
    "aws:dynamodb/table:Table",
    /streamViewType/,
    { streamEnabled: true },
    { streamEnabled: true, streamViewType: "KEYS_ONLY" },
  ],
  [
    "aws:dynamodb/table:Table",
    /time to live/,
    { ttl: { enabled: true } },
    { ttl: { enabled: true, attributeName: "expiresAt" } },
  ],
  [
    "aws:kinesis/stream:Stream",
    /needs a key/,
    { encryptionType: "KMS" },
    { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" },
  ],
  [
    "aws:kinesis/stream:Stream",
    /shard count/,
    { shardCount: 1, streamModeDetails: { streamMode: "ON_DEMAND" } },
    { streamModeDetails: { streamMode: "ON_DEMAND" } },
  ],
  [
    "aws:cloudwatch/logGroup:LogGroup",
    /a name or a name prefix/,
    { name: "a", namePrefix: "a" },
    { namePrefix: "a" },
  ],
  [
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    /dimensions need a filter pattern/,
    { pattern: "ERROR", metricTransformation: { dimensions: { Code: "$.code" } } },
    { pattern: "{ $.code = * }", metricTransformation: { dimensions: { Code: "$.code" } } },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    /metric queries, or the name/,
    { metricName: "Errors", metricQueries: [] },
    { metricName: "Errors", namespace: "AWS/Lambda", period: 60 },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    /a statistic or an extended statistic/,
    { metricName: "Errors", statistic: "Sum", extendedStatistic: "p99" },
    { metricName: "Errors", statistic: "Sum" },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    /a threshold, or with thresholdMetricId/,
    { threshold: 1, thresholdMetricId: "band" },
    { threshold: 1 },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    /needs thresholdMetricId/,
    { comparisonOperator: "GreaterThanUpperThreshold", threshold: 1 },
    { comparisonOperator: "GreaterThanUpperThreshold", thresholdMetricId: "band" },
  ],
  [
    "aws:sns/topic:Topic",
    /a name or a name prefix/,
    { name: "news", namePrefix: "news" },
    { namePrefix: "news" },
  ],
  [
    "aws:sns/topic:Topic",
    /ends in \.fifo/,
    { name: "news.fifo" },
    { name: "news.fifo", fifoTopic: true },
  ],
  [
    "aws:sns/topic:Topic",
    /only for FIFO topics/,
    { fifoThroughputScope: "Topic" },
    { fifoThroughputScope: "Topic", fifoTopic: true },
  ],
  [
    "aws:sns/topic:Topic",
    /only for standard topics/,
    { tracingConfig: "Active", fifoTopic: true },
    { tracingConfig: "Active" },
  ],
  ...(
    [
      ["http", "https://example.com", "http://example.com"],
      ["https", "http://example.com", "https://example.com"],
      ["email", "nobody", "nobody@example.com"],
      ["sms", "nobody", "+4912345678"],
      ["sqs", "https://sqs.eu-west-1.amazonaws.com/1/a", "arn:aws:sqs:eu-west-1:123456789012:a"],
      ["lambda", "reader", "arn:aws:lambda:eu-west-1:123456789012:function:reader"],
      ["firehose", "river", "arn:aws:firehose:eu-west-1:123456789012:deliverystream/river"],
    ] as const
  ).map(
    ([protocol, refused, accepted]): RuleCase => [
      "aws:sns/topicSubscription:TopicSubscription",
      new RegExp(`the endpoint of ${protocol} is`),
      { protocol, endpoint: refused },
      { protocol, endpoint: accepted },
    ],
  ),
  [
    "aws:sns/topicSubscription:TopicSubscription",
    /needs subscriptionRoleArn/,
    { protocol: "firehose" },
    { protocol: "firehose", subscriptionRoleArn: "arn:aws:iam::123456789012:role/river" },
  ],
  [
    "aws:sns/topicSubscription:TopicSubscription",
    /raw message delivery/,
    { protocol: "email", rawMessageDelivery: true },
    { protocol: "sqs", rawMessageDelivery: true },
  ],
  [
    "aws:sns/topicSubscription:TopicSubscription",
    /scope needs the filter policy/,
    { filterPolicyScope: "MessageBody" },
    { filterPolicyScope: "MessageBody", filterPolicy: "{}" },
  ],
  [
    "aws:scheduler/schedule:Schedule",
    /flexible window/,
    { flexibleTimeWindow: { mode: "OFF", maximumWindowInMinutes: 5 } },
    { flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 5 } },
  ],
  [
    "aws:sfn/stateMachine:StateMachine",
    /that logs needs a log group/,
    { loggingConfiguration: { level: "ALL" } },
    { loggingConfiguration: { level: "OFF" } },
  ],
  [
    "aws:secretsmanager/secretVersion:SecretVersion",
    /text or bytes/,
    { secretString: "a", secretBinary: "YQ==" },
    { secretString: "a" },
  ],
  [
    "aws:apigatewayv2/api:Api",
    /named origins/,
    { corsConfiguration: { allowCredentials: true, allowOrigins: ["*"] } },
    { corsConfiguration: { allowCredentials: true, allowOrigins: ["https://shop.example.com"] } },
  ],
  [
    "aws:apigatewayv2/authorizer:Authorizer",
    /issuer, audiences and identity sources/,
    { authorizerType: "JWT", jwtConfiguration: { issuer: "https://tokens.example.com" } },
    {
      authorizerType: "JWT",
      identitySources: ["$request.header.Authorization"],
      jwtConfiguration: { issuer: "https://tokens.example.com", audiences: ["shop"] },
    },
  ],
  [
    "aws:apigatewayv2/integration:Integration",
    /proxy integration needs its URI/,
    { integrationType: "AWS_PROXY" },
    { integrationType: "MOCK" },
  ],
  [
    "aws:apigatewayv2/integration:Integration",
    /a VPC link needs its id/,
    { connectionType: "VPC_LINK" },
    { connectionType: "INTERNET" },
  ],
  [
    "aws:apigatewayv2/route:Route",
    /with an authorizer needs its id/,
    { authorizationType: "JWT" },
    { authorizationType: "NONE" },
  ],
  [
    "aws:apigatewayv2/route:Route",
    /scopes are for routes/,
    { authorizationScopes: ["a"], authorizationType: "NONE" },
    { authorizationScopes: ["a"], authorizationType: "JWT", authorizerId: "a1" },
  ],
  [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    /without a KMS key/,
    {
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256", kmsMasterKeyId: "alias/a" },
        },
      ],
    },
    { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
  ],
  [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    /a rule with an expiration/,
    { rules: [{ id: "a", status: "Enabled" }] },
    { rules: [{ id: "a", status: "Enabled", expiration: { days: 1 } }] },
  ],
  [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    /days or a date/,
    {
      rules: [
        { id: "a", status: "Enabled", expiration: { days: 1, date: "2026-11-01T00:00:00Z" } },
      ],
    },
    { rules: [{ id: "a", status: "Enabled", expiration: { date: "2026-11-01T00:00:00Z" } }] },
  ],
  [
    "aws:ec2/vpc:Vpc",
    /DNS host names/,
    { enableDnsHostnames: true, enableDnsSupport: false },
    { enableDnsHostnames: true },
  ],
  [
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    /a subnet or a gateway/,
    { routeTableId: "rtb-0257bdb48d04bb6e9" },
    { routeTableId: "rtb-0257bdb48d04bb6e9", subnetId: "subnet-0b645c15e3c75a33e" },
  ],
  [
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    /an interface endpoint has no route tables/,
    { vpcEndpointType: "Interface", routeTableIds: ["rtb-0257bdb48d04bb6e9"] },
    { vpcEndpointType: "Interface", subnetIds: ["subnet-0b645c15e3c75a33e"] },
  ],
  [
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    /a gateway endpoint has no subnets/,
    { subnetIds: ["subnet-0b645c15e3c75a33e"] },
    { routeTableIds: ["rtb-0257bdb48d04bb6e9"] },
  ],
  [
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    /needs fromPort and toPort/,
    { ipProtocol: "tcp", fromPort: 443 },
    { ipProtocol: "-1" },
  ],
  [
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    /names one peer/,
    { cidrIpv4: "0.0.0.0/0", prefixListId: "pl-f3adbd22" },
    { cidrIpv4: "0.0.0.0/0" },
  ],
  [
    "aws:rds/cluster:Cluster",
    /one that RDS manages/,
    { manageMasterUserPassword: true, masterPassword: "a password of mine" },
    { manageMasterUserPassword: true },
  ],
  [
    "aws:rds/clusterInstance:ClusterInstance",
    /needs a role/,
    { monitoringInterval: 60 },
    { monitoringInterval: 0 },
  ],
  ...(
    [
      ["256", "4096", "512"],
      ["512", "512", "4096"],
      ["1024", "1024", "2048"],
      ["2048", "3072", "16384"],
      ["4096", "31744", "8192"],
      ["8192", "18432", "20480"],
      ["16384", "16384", "32768"],
    ] as const
  ).map(
    ([cpu, refused, accepted]): RuleCase => [
      "aws:ecs/taskDefinition:TaskDefinition",
      new RegExp(`on Fargate a task with ${cpu} CPU units has`),
      { cpu, memory: refused },
      { cpu, memory: accepted },
    ],
  ),
  [
    "aws:lb/loadBalancer:LoadBalancer",
    /has subnets in two availability zones/,
    { loadBalancerType: "application", subnets: ["subnet-0b645c15e3c75a33e"] },
    {
      loadBalancerType: "application",
      subnets: ["subnet-0b645c15e3c75a33e", "subnet-0b645c15e3c75a33f"],
    },
  ],
  [
    "aws:lb/listener:Listener",
    /with TLS has a certificate/,
    { protocol: "HTTPS" },
    { protocol: "HTTP" },
  ],
];

test.each(rules)("%s: %s", (type, message, refused, accepted) => {
  expect(messagesFor(type, refused)).toContainEqual(expect.stringMatching(message));
  expect(messagesFor(type, accepted)).not.toContainEqual(expect.stringMatching(message));
});

test("every rule about several properties is tested above", () => {
  const every = Object.entries(constraints).flatMap(([type, constraint]) =>
    (constraint.rules ?? []).map(({ description }) => ({ type, description })),
  );
  // The security group rules of both directions have the same constraints.
  const both = /^aws:vpc\/securityGroup(?:In|E)gressRule/;
  const untested = every.filter(
    ({ type, description }) =>
      !rules.some(
        ([ofType, words]) =>
          words.test(description) && (ofType === type || (both.test(type) && both.test(ofType))),
      ),
  );
  expect(untested).toEqual([]);
});

test("policies are counted without white space, and the inline policies of a role are summed", () => {
  const policy = (characters: number) => ({ Statement: [{ Sid: "x".repeat(characters) }] });
  const frame = JSON.stringify(policy(0)).length;
  const role = (...characters: number[]) =>
    messagesFor("aws:iam/role:Role", {
      assumeRolePolicy: policy(2_048 - frame),
      inlinePolicies: characters.map((count) => ({ name: "p", policy: policy(count - frame) })),
    });
  expect(role(10_000, 240)).toEqual([]);
  expect(role(10_000, 241)).toEqual([
    "inlinePolicies has 10241 characters without white space, and may have 10240",
  ]);
});

test("a secret, whose value is unknown here, is not checked", () => {
  expect(
    messagesFor("aws:rds/cluster:Cluster", { masterPassword: "{{secret:Password}}" }),
  ).not.toContain(expect.stringMatching(/^masterPassword/));
});

test("values without a constraint are named: a type, a property, a nested property", () => {
  const { resources } = planOf(
    ["aws:ssm/parameter:Parameter", "News", { name: "news" }],
    ["aws:sqs/queue:Queue", "Work", { name: "work", colour: "red", fifoQueue: false }],
    ["aws:s3/bucketVersioning:BucketVersioning", "Kept", { versioningConfiguration: { pace: 2 } }],
    ["sst:aws:Queue", "Work", { colour: "red" }],
  );
  expect(uncheckedValues(resources)).toEqual([
    "aws:s3/bucketVersioning:BucketVersioning versioningConfiguration.pace",
    "aws:sqs/queue:Queue colour",
    "aws:ssm/parameter:Parameter",
  ]);
});

test("a metric query has a metric or an expression, and a metric filter a default value or dimensions", () => {
  const metric = { metricName: "Errors", period: 60, stat: "Sum" };
  expect(
    messagesFor("aws:cloudwatch/metricAlarm:MetricAlarm", {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 0,
      metricQueries: [{ id: "m1", metric }, { id: "e1", expression: "m1 * 2" }, { id: "m2" }],
    }),
  ).toEqual([
    'metricQueries.2 is {"id":"m2"}, and must be a query with either an expression or a metric',
  ]);
  expect(
    messagesFor("aws:cloudwatch/logMetricFilter:LogMetricFilter", {
      logGroupName: "/aws/lambda/reader",
      pattern: "{ $.code = * }",
      metricTransformation: {
        name: "Codes",
        namespace: "Shop",
        value: "1",
        defaultValue: "0",
        dimensions: { Code: "$.code" },
      },
    }),
  ).toContainEqual(expect.stringMatching(/a default value or with dimensions, not both$/));
});

test.each([
  [10, true],
  [20, true],
  [30, true],
  [40, false],
  [60, true],
  [90, false],
  [120, true],
])("an alarm's period of %i seconds is accepted: %s", (period, isAccepted) => {
  const messages = messagesFor("aws:cloudwatch/metricAlarm:MetricAlarm", { period });
  expect(messages.some((message) => message.startsWith("period "))).toBe(!isAccepted);
});

test.each([
  ["p99", true],
  ["p99.9", true],
  ["IQM", true],
  ["TM(10%:90%)", true],
  ["PR(100:2000)", true],
  ["99", false],
  ["p101", false],
  ["Sum", false],
])("the extended statistic %s is accepted: %s", (extendedStatistic, isAccepted) => {
  const messages = messagesFor("aws:cloudwatch/metricAlarm:MetricAlarm", { extendedStatistic });
  expect(messages.some((message) => message.startsWith("extendedStatistic "))).toBe(!isAccepted);
});
