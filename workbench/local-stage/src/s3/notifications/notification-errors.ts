import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { Authority } from "../../iam/authority.ts";

/**
 * What AWS would refuse of the buckets' notifications at a deploy, a line each: S3 checks that it may invoke the function.
 * Other targets are refused too: the stage does not serve them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
 */
export function notificationErrors(
  buckets: readonly BucketDefinition[],
  authority: Pick<Authority, "authorize">,
): readonly string[] {
  return buckets.flatMap(({ logicalName, arn, notifications }) =>
    notifications.flatMap(({ id, target, targetArn }) => {
      if (target !== "function") {
        return [
          `${logicalName}: the notification ${id} goes to a ${target}, which is not implemented here: give it a function`,
        ];
      }
      const authorization = authority.authorize(
        { kind: "service", principal: "s3.amazonaws.com", sourceArn: arn },
        { action: "lambda:InvokeFunction", resource: targetArn },
      );
      if (authorization.allowed) return [];
      return [`${logicalName}: S3 may not invoke ${targetArn}. ${authorization.explanation}`];
    }),
  );
}
