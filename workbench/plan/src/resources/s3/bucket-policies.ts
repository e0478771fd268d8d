import type { Plan, Resource } from "../../plan.ts";
import { resourcesOf, textOf } from "../../resources.ts";
import type { ResourcePolicy } from "../iam/resource-policy.ts";

/** The policy of every bucket. It applies to the bucket's objects too: see `policyHolder`. */
export function bucketPoliciesOf(plan: Plan): readonly ResourcePolicy[] {
  return resourcesOf(plan, "aws:s3/bucketPolicy:BucketPolicy").map(asResourcePolicy);
}

/** The policy of a bucket, by the bucket's name. */
export function bucketPolicyOf(plan: Plan, bucket: string): ResourcePolicy | undefined {
  const found = resourcesOf(plan, "aws:s3/bucketPolicy:BucketPolicy").find(
    (resource) => textOf(resource, "bucket") === bucket,
  );
  return found && asResourcePolicy(found);
}

/**
 * The ARN of the resource whose policy applies to `resourceArn`: the bucket of an object, any other resource itself.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 */
export function policyHolder(resourceArn: string): string {
  const [bucketArn = resourceArn] = /^arn:[^:]+:s3:::[^/]+/.exec(resourceArn) ?? [];
  return bucketArn;
}

function asResourcePolicy(resource: Resource): ResourcePolicy {
  return {
    name: resource.name,
    resourceArn: `arn:aws:s3:::${textOf(resource, "bucket")}`,
    document: resource.inputs.policy ?? null,
  };
}
