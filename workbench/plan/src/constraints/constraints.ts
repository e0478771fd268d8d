import { apiGatewayConstraints } from "./api-gateway.ts";
import { applicationAutoScalingConstraints } from "./application-auto-scaling.ts";
import { cloudwatchConstraints } from "./cloudwatch.ts";
import type { ServiceConstraints } from "./constraint.ts";
import { costManagementConstraints } from "./cost-management.ts";
import { dynamodbConstraints } from "./dynamodb.ts";
import { ec2Constraints } from "./ec2.ts";
import { ecsConstraints } from "./ecs.ts";
import { elasticLoadBalancingConstraints } from "./elastic-load-balancing.ts";
import { iamConstraints } from "./iam.ts";
import { kinesisConstraints } from "./kinesis.ts";
import { lambdaConstraints } from "./lambda.ts";
import { logsConstraints } from "./logs.ts";
import { rdsConstraints } from "./rds.ts";
import { s3Constraints } from "./s3.ts";
import { schedulerConstraints } from "./scheduler.ts";
import { secretsManagerConstraints } from "./secrets-manager.ts";
import { snsConstraints } from "./sns.ts";
import { sqsConstraints } from "./sqs.ts";
import { stepFunctionsConstraints } from "./step-functions.ts";

/**
 * The inputs that AWS accepts, by Pulumi's resource type. Lengths, patterns, enumerations and ranges are those of AWS's API models
 * in botocore on 2026-08-07 (github.com/boto/botocore at 0e6e240, Apache-2.0; only facts were taken). What the models do not contain
 * (SQS's attributes, RDS, EC2, constraints on several properties) is from the page that each type or property names, read in 2026-11.
 */
export const constraints: ServiceConstraints = {
  ...apiGatewayConstraints,
  ...applicationAutoScalingConstraints,
  ...cloudwatchConstraints,
  ...costManagementConstraints,
  ...dynamodbConstraints,
  ...ec2Constraints,
  ...ecsConstraints,
  ...elasticLoadBalancingConstraints,
  ...iamConstraints,
  ...kinesisConstraints,
  ...lambdaConstraints,
  ...logsConstraints,
  ...rdsConstraints,
  ...s3Constraints,
  ...schedulerConstraints,
  ...secretsManagerConstraints,
  ...snsConstraints,
  ...sqsConstraints,
  ...stepFunctionsConstraints,
};
