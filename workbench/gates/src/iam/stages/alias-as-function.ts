import type { Json, Plan } from "@stagecraft/plan/plan";
import type { ResourcePolicy } from "@stagecraft/plan/resources/iam/resource-policy";
import { aliasesOf } from "@stagecraft/plan/resources/lambda/aliases";

/**
 * A resource policy of an alias as one of its function, for a comparison with a stage that calls the function itself. It allows the
 * same: whoever may invoke the alias runs the function, with the function's role.
 */
export function aliasAsFunction(plan: Plan): (policy: ResourcePolicy) => ResourcePolicy {
  const functions = new Map(aliasesOf(plan).map(({ arn, functionArn }) => [arn, functionArn]));
  return (policy) => {
    const functionArn = functions.get(policy.resourceArn);
    if (functionArn === undefined) return policy;
    const text = JSON.stringify(policy.document);
    const document = JSON.parse(
      text.replaceAll(JSON.stringify(policy.resourceArn), JSON.stringify(functionArn)),
    ) as Json;
    return { ...policy, resourceArn: functionArn, document };
  };
}
