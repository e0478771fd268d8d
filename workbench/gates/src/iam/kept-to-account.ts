import { hasWildcard } from "@stagecraft/iam/wildcard-match";
import type { Json, Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import { listOf } from "./grants.ts";

/**
 * Keys of a condition that tell whose a caller is. The last two are of a network, and of who is let into it:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export const callerKeys = [
  ...["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "kms:calleraccount"],
  ...["aws:principalaccount", "aws:principalarn", "aws:principalorgid"],
  ...["aws:sourcevpc", "aws:sourcevpce"],
];

/**
 * Operators by which a value has to be there and be this one. `StringNotEquals` lets everybody else in; `IfExists` and
 * `ForAllValues` let in who says nothing.
 */
const pinning = /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/i;

/**
 * Whether one of the keys keeps a statement to this account, or to an organization or network that it names. The ARN of a
 * bucket names no account, and another account may come to own the bucket:
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function isKeptToAccount(
  { Condition: condition }: { readonly [key: string]: Json },
  { accountId }: Pick<Plan, "accountId">,
  keys: readonly string[] = callerKeys,
): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition)
    .filter(([operator]) => pinning.test(operator))
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
