import { readOperatorCredentials } from "@stagecraft/local-stage/iam/operator-credentials";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import type { Plan } from "@stagecraft/plan/plan";
import { DlqError } from "../dlq-error.ts";
import type { Access } from "./access.ts";
import { createClients } from "./clients.ts";
import { identify } from "./identify.ts";

/**
 * Reaches the local stage that keeps its state in `directory`, as its operator.
 * @throws DlqError when it does not run.
 */
export async function openLocal(plan: Plan, directory: string): Promise<Access> {
  const address = readStageAddress(directory);
  const keys = readOperatorCredentials(directory);
  if (!address || !keys) throw notRunning(directory);
  const { accessKeyId, secretAccessKey } = keys;
  const clients = createClients({
    region: plan.region,
    endpoint: address.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  const close = () => Object.values(clients).forEach((client) => void client.destroy());
  try {
    const { arn: caller, aheadMs } = await identify(clients.sts);
    const nowMs = () => Date.now() + aheadMs;
    return { ...clients, plan, caller, emptyWaitSeconds: 0, nowMs, close };
  } catch (cause) {
    close();
    throw notRunning(directory, cause);
  }
}

function notRunning(directory: string, cause?: unknown) {
  return new DlqError(
    `No stage runs that keeps its state in ${directory}. Run npm start first, or name its folder with --state.`,
    { cause },
  );
}
