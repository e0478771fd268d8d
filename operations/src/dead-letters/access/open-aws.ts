import type { Plan } from "@stagecraft/plan/plan";
import { DlqError } from "../dlq-error.ts";
import type { Access } from "./access.ts";
import { createClients } from "./clients.ts";
import { deployedPlan } from "./deployed-plan.ts";
import { identify } from "./identify.ts";

/**
 * Connects to a deployed stage with the credentials that the AWS SDK finds (environment, profile, SSO), in the Plan's region.
 * @throws DlqError when AWS rejects the credentials, or the stage is not deployed.
 */
export async function openAws(plan: Plan): Promise<Access> {
  const clients = createClients({ region: plan.region });
  const close = () => Object.values(clients).forEach((client) => void client.destroy());
  try {
    const { arn: caller, accountId, clockOffsetMs } = await identify(clients.sts).catch(rejected);
    const deployed = await deployedPlan(plan, clients, accountId);
    const nowMs = () => Date.now() + clockOffsetMs;
    return { ...clients, plan: deployed, caller, emptyWaitSeconds: 1, nowMs, close };
  } catch (error) {
    close();
    throw error;
  }
}

function rejected(cause: Error): never {
  throw new DlqError(
    `AWS rejected the credentials: ${cause.message}. Give the SDK credentials of the account that the stage is deployed to.`,
    { cause },
  );
}
