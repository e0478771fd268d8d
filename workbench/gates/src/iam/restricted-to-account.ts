import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import { listOf } from "./grants.ts";

/**
 * Condition keys that identify the caller's account, organization or network:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const callerKeys = [
  ...["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "kms:calleraccount"],
  ...["aws:principalaccount", "aws:principalarn", "aws:principalorgid"],
  ...["aws:sourcevpc", "aws:sourcevpce"],
];

/**
 * Operators that require the key to be present and to match. `StringNotEquals` allows every other value; `IfExists` and `ForAllValues`
 * allow requests without the key.
 */
const restricting =
  /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/i;

/**
 * Whether a condition restricts a statement to this account, or to an organization or network. The ARN of a bucket contains no account,
 * and another account may become the owner of the bucket:
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function isRestrictedToAccount(
  { Condition: condition }: { readonly [key: string]: Json },
  { accountId }: Pick<Plan, "accountId">,
  keys: readonly string[] = callerKeys,
): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition)
    .filter(([operator]) => restricting.test(operator))
    .flatMap(([, of]) => (isObject(of) ? Object.entries(of) : []))
    .filter(([key]) => keys.includes(key.toLowerCase()))
    .some(([key, value]) => {
      const values = listOf(value);
      return values.length > 0 && values.every((one) => isOwn(key.toLowerCase(), one, accountId));
    });
}

function isOwn(key: string, value: string, accountId: string): boolean {
  if (key.endsWith("account")) return value === accountId;
  if (key.endsWith("arn")) return value.split(":")[4] === accountId;
  return value !== "" && !hasWildcard(value);
}
