import type { Plan } from "@stagecraft/plan/plan";
import { connectToAws } from "../../access/connection.ts";
import type { Access } from "./access.ts";
import { deployedPlan } from "./deployed-plan.ts";

/**
 * Connects to a deployed stage, in the Plan's region.
 * @throws AccessError when AWS rejects the credentials, DlqError when the stage is not deployed.
 */
export async function openAws(plan: Plan): Promise<Access> {
  const connection = await connectToAws(plan.region);
  try {
    const deployed = await deployedPlan(plan, connection, connection.accountId);
    return { ...connection, plan: deployed, emptyWaitSeconds: 1 };
  } catch (error) {
    connection.close();
    throw error;
  }
}
