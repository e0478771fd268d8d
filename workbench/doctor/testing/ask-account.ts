import type { Plan } from "@stagecraft/plan/plan";
import type { Outcome } from "../src/check.ts";
import type { Account } from "../src/context.ts";
import { type AccountState, roomyAccount } from "./account-state.ts";
import { awsServer } from "./aws-server.ts";

/** Makes one check of a Plan against an account that is as the roomy one, but for what is given. */
export async function askAccount(
  check: (account: Account) => Promise<Outcome>,
  plan: Plan,
  state: Partial<AccountState> = {},
  environment: Account["environment"] = {},
): Promise<{ readonly outcome: Outcome; readonly asked: readonly string[] }> {
  const { asked, caller, client } = await awsServer({ ...roomyAccount, ...state });
  const outcome = await check({ root: "/nowhere", plan, environment, caller, client });
  return { outcome, asked };
}
