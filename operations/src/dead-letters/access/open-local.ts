import { readOperatorCredentials } from "@stagecraft/local-stage/iam/operator-credentials";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import type { Plan } from "@stagecraft/plan/plan";
import { DlqError } from "../dlq-error.ts";
import type { Access } from "./access.ts";
import { createClients } from "./clients.ts";
import { identify } from "./identify.ts";

/**
 * Connects to the local stage whose state is in `directory`, as its operator.
 * @throws DlqError when it is not running.
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
    const { arn: caller, clockOffsetMs } = await identify(clients.sts);
    const nowMs = () => Date.now() + clockOffsetMs;
    return { ...clients, plan, caller, emptyWaitSeconds: 0, nowMs, close };
  } catch (cause) {
    close();
    throw notRunning(directory, cause);
  }
}

function notRunning(directory: string, cause?: unknown) {
  return new DlqError(
    `No stage with its state in ${directory} is running. Run npm start first, or name the folder with --state.`,
    { cause },
  );
}
