import type { PolicyStatement } from "./organization-policy.ts";

/**
 * The permissions boundary of roles of serverless programs: calling what they use, and never changing who may do what. The boundary of
 * `npm run deploy:role` is narrower, because it is derived from one program; this one is for accounts whose programs are not known.
 */
export const workloadBoundary: readonly PolicyStatement[] = [
  {
    Sid: "UseServices",
    Effect: "Allow",
    Action: [
      "cloudwatch:*",
      "dynamodb:*",
      "events:*",
      "execute-api:*",
      "kinesis:*",
      "kms:*",
      "lambda:*",
      "logs:*",
      "rds-db:connect",
      "s3:*",
      "scheduler:*",
      "secretsmanager:*",
      "sns:*",
      "sqs:*",
      "ssm:Get*",
      "states:*",
      "xray:*",
    ],
    Resource: ["*"],
  },
  {
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
    Sid: "JoinNetworks",
    Effect: "Allow",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:Describe*",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: ["*"],
  },
  {
    Sid: "StartWorkflows",
    Effect: "Allow",
    Action: ["iam:PassRole"],
    Resource: ["*"],
    Condition: {
      StringEquals: {
        "iam:PassedToService": [
          "lambda.amazonaws.com",
          "scheduler.amazonaws.com",
          "states.amazonaws.com",
        ],
      },
    },
  },
  {
    Sid: "LeaveResourcesAlone",
    Effect: "Deny",
    Action: [
      "dynamodb:DeleteTable",
      "kinesis:DeleteStream",
      "kms:DisableKey",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "lambda:AddPermission",
      "lambda:CreateFunction",
      "lambda:UpdateFunction*",
      "logs:DeleteLogGroup",
      "s3:DeleteBucket*",
      "s3:PutBucket*",
      "secretsmanager:DeleteSecret",
      "secretsmanager:PutResourcePolicy",
      "sqs:DeleteQueue",
    ],
    Resource: ["*"],
  },
];
