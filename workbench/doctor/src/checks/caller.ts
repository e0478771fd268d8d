import { type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** Who asks, and would deploy: AWS has said so before any other check. */
export async function caller({ caller: { arn, accountId }, plan }: Account): Promise<Outcome> {
  return ok(`${arn}, account ${accountId}, region ${plan.region}`);
}
