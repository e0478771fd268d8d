import { aliasesOf } from "@stagecraft/plan/resources/lambda/aliases";
import type { StageNames } from "./stage-names.ts";
import type { Statement } from "./statement.ts";

/**
 * What the SST CLI itself calls for a deploy and a removal, in addition to Pulumi: it reads the region's parameter and the stage's
 * passphrase, and reads and writes the stage's state. Pulumi uploads the code. Source: github.com/anomalyco/sst,
 * pkg/project/provider/aws.go, 4.17. The first deploy to a region, which creates buckets, a repository and the parameter, is run by a
 * person with their own credentials.
 */
export function cliStatements({ plan, stage, prefix }: StageNames): readonly Statement[] {
  const { app, region, accountId } = plan;
  const parameter = `arn:aws:ssm:${region}:${accountId}:parameter/sst`;
  const state = "arn:aws:s3:::sst-state-*";
  const ofStage = stage.endsWith("*")
    ? [`${state}/*/${app}/${stage}`]
    : [`${state}/*/${app}/${stage}.json`, `${state}/*/${app}/${stage}/*`];
  return [
    { Effect: "Allow", Action: ["sts:GetCallerIdentity"], Resource: ["*"] },
    {
      // What `npm run doctor` reads before a deploy.
      Effect: "Allow",
      Action: [
        "ec2:DescribeAvailabilityZones",
        "lambda:GetAccountSettings",
        "rds:DescribeDBEngineVersions",
        "servicequotas:GetServiceQuota",
      ],
      Resource: ["*"],
    },
    ...(aliasesOf(plan).length > 0
      ? [
          {
            // What `npm run canary` reads between its steps. It moves aliases with actions that their deploy needs too.
            Effect: "Allow",
            Action: ["cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"],
            Resource: ["*"],
          } as const,
          {
            Effect: "Allow",
            Action: ["logs:FilterLogEvents"],
            Resource: [`arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/${prefix}*`],
          } as const,
        ]
      : []),
    {
      // What a program looks up of its stage, such as settings that operators have changed.
      Effect: "Allow",
      Action: ["ssm:GetParametersByPath"],
      Resource: [`arn:aws:ssm:${region}:${accountId}:parameter/${app}/${stage}/*`],
    },
    { Effect: "Allow", Action: ["ssm:GetParameter"], Resource: [`${parameter}/bootstrap`] },
    {
      Effect: "Allow",
      Action: ["ssm:DeleteParameter", "ssm:GetParameter", "ssm:PutParameter"],
      Resource: [`${parameter}/passphrase/${app}/${stage}`],
    },
    {
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:ListBucketVersions"],
      Resource: [state],
      Condition: { StringLike: { "s3:prefix": [`*/${app}/${stage.replace("*", "")}*`] } },
    },
    {
      Effect: "Allow",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:PutObject"],
      Resource: ofStage,
    },
  ];
}
