import { type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** The caller, who would deploy. It was identified before all other checks. */
export async function caller({ caller: { arn, accountId }, plan }: Account): Promise<Outcome> {
  return ok(`${arn}, account ${accountId}, region ${plan.region}`);
}
