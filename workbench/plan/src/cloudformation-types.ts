/** CloudFormation's name of a resource type, and of the properties whose names differ in more than letter case. */
export type CloudFormationType = {
  readonly type: string;
  readonly properties?: { readonly [property: string]: string };
};

/** The known types, by Pulumi's type token. */
export const cloudFormationTypes: Readonly<Record<string, CloudFormationType>> = {
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
  "aws:budgets/budget:Budget": { type: "AWS::Budgets::Budget" },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { type: "AWS::CloudWatch::CompositeAlarm" },
  "aws:cloudwatch/dashboard:Dashboard": { type: "AWS::CloudWatch::Dashboard" },
  "aws:cloudwatch/logGroup:LogGroup": {
    type: "AWS::Logs::LogGroup",
    properties: { name: "LogGroupName", namePrefix: "LogGroupName" },
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    type: "AWS::Logs::MetricFilter",
    properties: {
      name: "FilterName",
      pattern: "FilterPattern",
      metricTransformation: "MetricTransformations",
    },
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    type: "AWS::CloudWatch::Alarm",
    properties: {
      name: "AlarmName",
      metricQueries: "Metrics",
      evaluateLowSampleCountPercentiles: "EvaluateLowSampleCountPercentile",
    },
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": { type: "AWS::CE::AnomalyMonitor" },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    type: "AWS::CE::AnomalySubscription",
  },
  "aws:dynamodb/table:Table": {
    type: "AWS::DynamoDB::Table",
    properties: {
      name: "TableName",
      hashKey: "KeySchema",
      rangeKey: "KeySchema",
      attributes: "AttributeDefinitions",
      ttl: "TimeToLiveSpecification",
      pointInTimeRecovery: "PointInTimeRecoverySpecification",
      serverSideEncryption: "SSESpecification",
      streamEnabled: "StreamSpecification",
    },
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { type: "AWS::EC2::SecurityGroup" },
  "aws:ec2/routeTable:RouteTable": { type: "AWS::EC2::RouteTable" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    type: "AWS::EC2::SubnetRouteTableAssociation",
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
      name: "RoleName",
      assumeRolePolicy: "AssumeRolePolicyDocument",
      inlinePolicies: "Policies",
    },
  },
  "aws:iam/policy:Policy": {
    type: "AWS::IAM::ManagedPolicy",
    properties: { name: "ManagedPolicyName", policy: "PolicyDocument" },
  },
  "aws:kms/key:Key": { type: "AWS::KMS::Key", properties: { policy: "KeyPolicy" } },
  "aws:kinesis/stream:Stream": {
    type: "AWS::Kinesis::Stream",
    properties: {
      retentionPeriod: "RetentionPeriodHours",
      encryptionType: "StreamEncryption",
      kmsKeyId: "StreamEncryption",
    },
  },
  "aws:lambda/alias:Alias": { type: "AWS::Lambda::Alias" },
  "aws:lambda/eventSourceMapping:EventSourceMapping": { type: "AWS::Lambda::EventSourceMapping" },
  "aws:lambda/function:Function": {
    type: "AWS::Lambda::Function",
    properties: {
      name: "FunctionName",
      s3Bucket: "Code",
      s3Key: "Code",
      timeout: "Timeout",
    },
  },
  "aws:lambda/functionUrl:FunctionUrl": {
    type: "AWS::Lambda::Url",
    properties: { authorizationType: "AuthType", functionName: "TargetFunctionArn" },
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    type: "AWS::Lambda::EventInvokeConfig",
  },
  "aws:lambda/functionRecursionConfig:FunctionRecursionConfig": { type: "AWS::Lambda::Function" },
  "aws:lambda/permission:Permission": {
    type: "AWS::Lambda::Permission",
    properties: { function: "FunctionName" },
  },
  "aws:rds/cluster:Cluster": {
    type: "AWS::RDS::DBCluster",
    properties: {
      clusterIdentifier: "DBClusterIdentifier",
      masterPassword: "MasterUserPassword",
      iamDatabaseAuthenticationEnabled: "EnableIAMDatabaseAuthentication",
      serverlessv2ScalingConfiguration: "ServerlessV2ScalingConfiguration",
      copyTagsToSnapshot: "CopyTagsToSnapshot",
    },
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    type: "AWS::RDS::DBInstance",
    properties: { identifier: "DBInstanceIdentifier", clusterIdentifier: "DBClusterIdentifier" },
  },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    type: "AWS::RDS::DBClusterParameterGroup",
    properties: { name: "DBClusterParameterGroupName" },
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    type: "AWS::RDS::DBParameterGroup",
    properties: { name: "DBParameterGroupName" },
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    type: "AWS::RDS::DBSubnetGroup",
    properties: { name: "DBSubnetGroupName" },
  },
  "aws:s3/bucket:Bucket": { type: "AWS::S3::Bucket", properties: { bucket: "BucketName" } },
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": { type: "AWS::S3::Bucket" },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { type: "AWS::S3::Bucket" },
  "aws:s3/bucketNotification:BucketNotification": { type: "AWS::S3::Bucket" },
  "aws:s3/bucketPolicy:BucketPolicy": {
    type: "AWS::S3::BucketPolicy",
    properties: { policy: "PolicyDocument" },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { type: "AWS::S3::Bucket" },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    type: "AWS::S3::Bucket",
  },
  "aws:s3/bucketVersioning:BucketVersioning": { type: "AWS::S3::Bucket" },
  "aws:scheduler/schedule:Schedule": { type: "AWS::Scheduler::Schedule" },
  "aws:secretsmanager/secret:Secret": { type: "AWS::SecretsManager::Secret" },
  "aws:secretsmanager/secretVersion:SecretVersion": { type: "AWS::SecretsManager::Secret" },
  "aws:sfn/stateMachine:StateMachine": {
    type: "AWS::StepFunctions::StateMachine",
    properties: { name: "StateMachineName", definition: "DefinitionString" },
  },
  "aws:sns/topic:Topic": {
    type: "AWS::SNS::Topic",
    properties: { name: "TopicName", namePrefix: "TopicName" },
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    type: "AWS::SNS::TopicPolicy",
    properties: { policy: "PolicyDocument", arn: "Topics" },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    type: "AWS::SNS::Subscription",
    properties: { topic: "TopicArn" },
  },
  "aws:sqs/queue:Queue": {
    type: "AWS::SQS::Queue",
    properties: {
      name: "QueueName",
      visibilityTimeoutSeconds: "VisibilityTimeout",
      messageRetentionSeconds: "MessageRetentionPeriod",
      maxMessageSize: "MaximumMessageSize",
      receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
    },
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    type: "AWS::SQS::QueuePolicy",
    properties: { policy: "PolicyDocument", queueUrl: "Queues" },
  },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    type: "AWS::SQS::Queue",
    properties: { redriveAllowPolicy: "RedriveAllowPolicy" },
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { type: "AWS::EC2::SecurityGroup" },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { type: "AWS::EC2::SecurityGroup" },
};
