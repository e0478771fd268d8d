import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject, ownName, resourcesOf, textOf } from "@stagecraft/plan/resources";
import { resourcePoliciesOf } from "@stagecraft/plan/resources/iam/resource-policies";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";

const rule = "governance/public-store";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
const blocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** The stores whose own policy can make them public. */
const storeArn = /^arn:[^:]+:(s3|sqs|sns|kinesis|dynamodb|secretsmanager|kms):/;

/**
 * Stores that everyone can reach: buckets without all four blocks of public access, and policies that allow everyone. A database's
 * address is for the gate `network`.
 */
export function publicStore({ plan }: GovernanceFacts): readonly Finding[] {
  return [...openBuckets(plan), ...openPolicies(plan)];
}

function openBuckets(plan: Plan): readonly Finding[] {
  const settings = resourcesOf(plan, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
  return resourcesOf(plan, "aws:s3/bucket:Bucket").flatMap((bucket): readonly Finding[] => {
    const block = settings.find(({ inputs }) => inputs.bucket === textOf(bucket, "bucket"));
    const open = blocks.filter((name) => block?.inputs[name] !== true);
    if (open.length === 0) return [];
    return [
      {
        rule,
        severity: "error",
        resource: ownName(bucket),
        message: `Its public access is not blocked: ${open.join(", ")}.`,
        fix: `Remove access: "public" from the bucket, or add a BucketPublicAccessBlock with ${open.map((name) => `${name}: true`).join(", ")}`,
      },
    ];
  });
}

function openPolicies(plan: Plan): readonly Finding[] {
  return resourcePoliciesOf(plan)
    .filter(({ resourceArn }) => storeArn.test(resourceArn))
    .flatMap(({ name, document }) =>
      statementsOf(document)
        .filter(({ Effect, Principal }) => Effect === "Allow" && isEveryone(Principal))
        .filter(({ Condition }) => !namesSource(Condition))
        .map(
          (statement): Finding => ({
            rule,
            severity: "error",
            resource: name,
            message: `Its policy allows everyone ${[statement.Action].flat().join(", ")}.`,
            fix: "Name the principal, or add a condition on aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID",
          }),
        ),
    );
}

function statementsOf(document: Json): readonly { readonly [element: string]: Json }[] {
  return isObject(document) ? [document.Statement ?? []].flat().filter(isObject) : [];
}

function isEveryone(principal: Json | undefined): boolean {
  if (principal === "*") return true;
  return isObject(principal) && [principal.AWS ?? []].flat().includes("*");
}

/** Whether a condition restricts the callers to known ones. */
function namesSource(condition: Json | undefined): boolean {
  const keys = isObject(condition)
    ? Object.values(condition).flatMap((values) => (isObject(values) ? Object.keys(values) : []))
    : [];
  return keys.some((key) =>
    /^aws:(Source(Arn|Account|OrgID|Vpce?)|Principal(OrgID|Account|Arn))$/i.test(key),
  );
}
