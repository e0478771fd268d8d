import type { Plan } from "@stagecraft/plan/plan";
import type { Outcome } from "../../src/doctor/check.ts";
import type { Account } from "../../src/doctor/context.ts";
import { type AccountState, roomyAccount } from "./account-state.ts";
import { awsServer } from "./aws-server.ts";

/** Runs a check of a Plan on `roomyAccount`, with the given changes. */
export async function checkAccount(
  check: (account: Account) => Promise<Outcome>,
  plan: Plan,
  state: Partial<AccountState> = {},
  environment: Account["environment"] = {},
): Promise<{ readonly outcome: Outcome; readonly calls: readonly string[] }> {
  const { calls, caller, client } = await awsServer({ ...roomyAccount, ...state });
  const outcome = await check({ root: "/nowhere", plan, environment, caller, client });
  return { outcome, calls };
}
