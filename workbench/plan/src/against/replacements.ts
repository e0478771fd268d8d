import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";

/** What changing a property means: published for CloudFormation, which calls the same APIs as Pulumi's provider. */
export type Replacement = "in place" | "replaces" | "may replace";

/** CloudFormation's name of a type, and of those properties that are not called alike but for the case of letters. */
type TypeNames = {
  readonly type: string;
  readonly properties?: { readonly [property: string]: string };
};

/** The types that programs here have, by Pulumi's token. A type that is not here may replace whatever changes. */
const types: Readonly<Record<string, TypeNames>> = {
  "aws:apigatewayv2/api:Api": { type: "AWS::ApiGatewayV2::Api" },
  "aws:apigatewayv2/authorizer:Authorizer": {
    type: "AWS::ApiGatewayV2::Authorizer",
    properties: { identitySources: "IdentitySource" },
  },
  "aws:apigatewayv2/integration:Integration": { type: "AWS::ApiGatewayV2::Integration" },
  "aws:apigatewayv2/route:Route": { type: "AWS::ApiGatewayV2::Route" },
  "aws:apigatewayv2/stage:Stage": {
    type: "AWS::ApiGatewayV2::Stage",
    properties: { name: "StageName" },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    type: "AWS::Logs::LogGroup",
    properties: { name: "LogGroupName", namePrefix: "LogGroupName" },
  },
  "aws:dynamodb/table:Table": {
    type: "AWS::DynamoDB::Table",
    properties: {
      ...{ name: "TableName", hashKey: "KeySchema", rangeKey: "KeySchema" },
      ...{ attributes: "AttributeDefinitions", ttl: "TimeToLiveSpecification" },
      ...{ pointInTimeRecovery: "PointInTimeRecoverySpecification" },
      ...{ serverSideEncryption: "SSESpecification", streamEnabled: "StreamSpecification" },
    },
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    type: "AWS::EC2::SecurityGroup",
    properties: { description: "GroupDescription", name: "GroupName" },
  },
  "aws:ec2/subnet:Subnet": { type: "AWS::EC2::Subnet" },
  "aws:ec2/vpc:Vpc": { type: "AWS::EC2::VPC" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    type: "AWS::EC2::VPCEndpoint",
    properties: { policy: "PolicyDocument" },
  },
  "aws:iam/role:Role": {
    type: "AWS::IAM::Role",
    properties: {
      ...{ name: "RoleName", assumeRolePolicy: "AssumeRolePolicyDocument" },
      ...{ inlinePolicies: "Policies" },
    },
  },
  "aws:kinesis/stream:Stream": {
    type: "AWS::Kinesis::Stream",
    properties: {
      ...{ retentionPeriod: "RetentionPeriodHours", encryptionType: "StreamEncryption" },
      kmsKeyId: "StreamEncryption",
    },
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": { type: "AWS::Lambda::EventSourceMapping" },
  "aws:lambda/function:Function": {
    type: "AWS::Lambda::Function",
    properties: {
      ...{ name: "FunctionName", s3Bucket: "Code", s3Key: "Code", timeout: "Timeout" },
    },
  },
  "aws:rds/cluster:Cluster": {
    type: "AWS::RDS::DBCluster",
    properties: {
      ...{ clusterIdentifier: "DBClusterIdentifier", masterPassword: "MasterUserPassword" },
      ...{ iamDatabaseAuthenticationEnabled: "EnableIAMDatabaseAuthentication" },
      ...{ serverlessv2ScalingConfiguration: "ServerlessV2ScalingConfiguration" },
      ...{ copyTagsToSnapshot: "CopyTagsToSnapshot" },
    },
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    type: "AWS::RDS::DBInstance",
    properties: { identifier: "DBInstanceIdentifier", clusterIdentifier: "DBClusterIdentifier" },
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    type: "AWS::RDS::DBSubnetGroup",
    properties: { name: "DBSubnetGroupName" },
  },
  "aws:s3/bucket:Bucket": { type: "AWS::S3::Bucket", properties: { bucket: "BucketName" } },
  "aws:scheduler/schedule:Schedule": { type: "AWS::Scheduler::Schedule" },
  "aws:secretsmanager/secret:Secret": { type: "AWS::SecretsManager::Secret" },
  "aws:sfn/stateMachine:StateMachine": {
    type: "AWS::StepFunctions::StateMachine",
    properties: { name: "StateMachineName", definition: "DefinitionString" },
  },
  "aws:sqs/queue:Queue": {
    type: "AWS::SQS::Queue",
    properties: {
      ...{ name: "QueueName", visibilityTimeoutSeconds: "VisibilityTimeout" },
      ...{
        messageRetentionSeconds: "MessageRetentionPeriod",
        maxMessageSize: "MaximumMessageSize",
      },
      ...{ receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds" },
    },
  },
};

/** What only tells Pulumi's provider how to go about it, and changes nothing of AWS's. */
const providersOwn = new Set([
  ...["applyImmediately", "allowMajorVersionUpgrade", "skipFinalSnapshot", "forceDestroy"],
  ...["finalSnapshotIdentifier", "tags", "tagsAll"],
]);

let database: ReturnType<typeof loadAwsServiceSpecSync> | undefined;

/**
 * What it means for a resource when one of its inputs changes. What nobody has published, or is called otherwise here, may replace
 * it: never "in place".
 */
export function replacementBy(pulumiType: string, property: string): Replacement {
  if (providersOwn.has(property)) return "in place";
  const names = types[pulumiType];
  if (!names) return "may replace";
  database ??= loadAwsServiceSpecSync();
  const [resource] = database.lookup("resource", "cloudFormationType", "equals", names.type);
  const wanted = (names.properties?.[property] ?? property).toLowerCase();
  const found = Object.entries(resource?.properties ?? {}).find(
    ([name]) => name.toLowerCase() === wanted,
  );
  if (!found) return "may replace";
  switch (found[1].causesReplacement) {
    case "yes":
      return "replaces";
    case "maybe":
      return "may replace";
    default:
      return "in place";
  }
}
