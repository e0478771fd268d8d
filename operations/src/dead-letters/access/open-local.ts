import type { Plan } from "@stagecraft/plan/plan";
import { connectToLocalStage } from "../../access/connection.ts";
import type { Access } from "./access.ts";

/**
 * Connects to the local stage whose state is in `directory`, as its operator.
 * @throws AccessError when it is not running.
 */
export async function openLocal(plan: Plan, directory: string): Promise<Access> {
  return { ...(await connectToLocalStage(plan.region, directory)), plan, emptyWaitSeconds: 0 };
}
