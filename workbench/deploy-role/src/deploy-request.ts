import { boundaryArn } from "./action-scopes.ts";
import type { StageNames } from "./stage-names.ts";

/** A call of the deploy role, with the names and tags of a stage. */
export function requestOfStage(action: string, resource: string, stage: string, names: StageNames) {
  const { app, accountId } = names.plan;
  return {
    principal: {
      kind: "assumed-role",
      accountId,
      roleArn: `arn:aws:iam::${accountId}:role/deploy`,
      sessionArn: `arn:aws:sts::${accountId}:assumed-role/deploy/ci`,
    },
    action,
    resource,
    resourceAccountId: accountId,
    context: {
      "aws:RequestTag/sst:app": app,
      "aws:RequestTag/sst:stage": stage,
      "aws:ResourceTag/sst:app": app,
      "aws:ResourceTag/sst:stage": stage,
      "ec2:CreateAction": "CreateVpc",
      "s3:prefix": `app/${app}/${stage}.json`,
      "iam:AWSServiceName": "rds.amazonaws.com",
      "iam:PassedToService": "lambda.amazonaws.com",
      "iam:PermissionsBoundary": ofStage(boundaryArn(names), stage, names),
      "lambda:FunctionArn": ofStage(
        `arn:aws:lambda:${names.plan.region}:${accountId}:function:${app}-${names.plan.stage}-Any`,
        stage,
        names,
      ),
    },
  } as const;
}

/** A name or name pattern of this stage as that of another stage. */
export function ofStage(text: string, stage: string, { plan, prefix }: StageNames): string {
  if (stage === plan.stage) return text;
  const own = `${plan.app}-${plan.stage}-`;
  return text.replace(text.includes(own) ? own : prefix, `${plan.app}-${stage}-`);
}
