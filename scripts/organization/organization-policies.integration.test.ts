import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { organizationPolicies } from "../../infra/org/organization-policies.ts";
import type { OrganizationPolicy } from "../../infra/org/organization-policy.ts";
import { workloadBoundary } from "../../infra/org/workload-boundary.ts";
import { type DeployCall, deployCalls } from "../../workbench/deploy-role/src/deploy-calls.ts";
import { requestOfStage } from "../../workbench/deploy-role/src/deploy-request.ts";
import { stageNames } from "../../workbench/deploy-role/src/stage-names.ts";
import type { AccessRequest } from "../../workbench/iam/src/access-request.ts";
import { compilePolicies } from "../../workbench/iam/src/compile-policies.ts";
import { explain } from "../../workbench/iam/src/explain.ts";
import { parsePolicy } from "../../workbench/iam/src/parse/parse-policy.ts";
import type { Plan } from "../../workbench/plan/src/plan.ts";
import { grantsOf } from "../../workbench/plan/src/resources/iam/role-grants.ts";
import { rolesOf } from "../../workbench/plan/src/resources/iam/roles.ts";
import { synthesize } from "../../workbench/plan/src/synthesize.ts";
import { decideInOrganization, organizationId } from "./decide-in-organization.ts";
import { policyDocument } from "./policy-document.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

let plans: readonly Plan[];
let calls: readonly Call[];

beforeAll(async () => {
  plans = await Promise.all(["dev", "prod"].map((stage) => synthesize({ root, stage })));
  calls = (await Promise.all(plans.map(callsOf))).flat();
});

/**
 * Whether AWS publishes the call for the type, and a deploy of this program does not make it: it removes no encryption, and parts of a
 * queue or a bucket, which have no tags, are created by changing the whole.
 */
function isNotMade({ action, tags }: DeployCall): boolean {
  if (action === "kinesis:StopStreamEncryption") return true;
  return /:Create/.test(action) && tags.app === undefined;
}

/** A call of a deploy, by the deploy role. */
type Call = { readonly resource: string; readonly request: AccessRequest };

async function callsOf(plan: Plan): Promise<readonly Call[]> {
  const names = stageNames(plan);
  const role = `deploy-${plan.app}-${plan.stage}`;
  const principal = {
    kind: "assumed-role",
    accountId: plan.accountId,
    roleArn: `arn:aws:iam::${plan.accountId}:role/${role}`,
    sessionArn: `arn:aws:sts::${plan.accountId}:assumed-role/${role}/ci`,
  } as const;
  const made = (await deployCalls(names)).filter((call) => !isNotMade(call));
  return made.flatMap(({ resource, action, targets, tags }) =>
    targets.map((target) => {
      const { context, ...request } = requestOfStage(action, target, plan.stage, names);
      const requestTags = Object.entries(tags).map(
        ([name, value]) => [`aws:RequestTag/${name}`, value] as const,
      );
      return {
        resource,
        request: {
          ...request,
          principal,
          context: {
            ...context,
            ...Object.fromEntries(requestTags),
            "aws:RequestedRegion": plan.region,
            "rds:StorageEncrypted": "true",
            "rds:PubliclyAccessible": "false",
          },
        },
      };
    }),
  );
}

/** What the policies deny of the calls. */
function denied(calls: readonly Call[], policies: readonly OrganizationPolicy[]) {
  const decide = decideInOrganization(policies);
  return calls.flatMap(({ resource, request }) => {
    const decision = decide(request);
    return decision.allowed ? [] : [`${resource}: ${explain(decision, request)}`];
  });
}

test("the policies let through every call of a deploy of dev and prod", () => {
  expect(calls.length).toBeGreaterThan(5_000);
  expect(denied(calls, organizationPolicies(organizationId))).toEqual([]);
});

test.each<[string, OrganizationPolicy["statements"][number], RegExp]>([
  [
    "creating functions",
    { Sid: "Planted", Effect: "Deny", Action: ["lambda:CreateFunction"], Resource: ["*"] },
    /lambda:CreateFunction/,
  ],
  [
    "creating queues without a tag that the program does not give",
    {
      Sid: "Planted",
      Effect: "Deny",
      Action: ["sqs:CreateQueue"],
      Resource: ["*"],
      Condition: { Null: { "aws:RequestTag/department": "true" } },
    },
    /sqs:CreateQueue/,
  ],
])("a policy that denies %s would stop a deploy, and is found", (_what, statement, message) => {
  const planted: OrganizationPolicy = {
    name: "planted",
    type: "SERVICE_CONTROL_POLICY",
    description: "",
    statements: [statement],
  };
  expect(denied(calls, [planted])).toContainEqual(expect.stringMatching(message));
});

test("every grant of the program's roles is within the boundary of workloads", () => {
  const boundary = [parsePolicy("workload-boundary", policyDocument(workloadBoundary))];
  const outside = plans.flatMap((plan) =>
    rolesOf(plan).flatMap((role) =>
      grantsOf(role).flatMap(({ action, resource }) => {
        const grant = { Statement: [{ Effect: "Allow", Action: action, Resource: resource }] };
        const decide = compilePolicies({ identity: [parsePolicy("grant", grant)], boundary });
        const { allowed } = decide({
          principal: {
            kind: "assumed-role",
            accountId: plan.accountId,
            roleArn: role.arn,
            sessionArn: `arn:aws:sts::${plan.accountId}:assumed-role/${role.name}/one`,
          },
          action,
          resource,
          resourceAccountId: plan.accountId,
          context: { "iam:PassedToService": "lambda.amazonaws.com" },
        });
        return allowed ? [] : [`${role.name}: ${action} on ${resource}`];
      }),
    ),
  );
  expect(outside).toEqual([]);
});
