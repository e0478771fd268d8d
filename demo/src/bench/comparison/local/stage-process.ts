import { startStage } from "@stagecraft/local-stage/start-stage";
import { synthesize } from "@stagecraft/plan/synthesize";
import type { QueueAddress } from "./queue-address.ts";

/** Runs the stage of an SST program in a process of its own: `stage-process.ts ROOT STATE PORT`. */
const [root = "", directory = "", port = ""] = process.argv.slice(2);

const plan = await synthesize({ root, stage: "local" });
const stage = await startStage(plan, { root, directory, port: Number(port) });
const address: QueueAddress = {
  endpoint: stage.url,
  queueUrl: `${stage.url}/${plan.accountId}/messages`,
  credentials: stage.operator.credentials,
};
process.send?.(address);
process.once("SIGTERM", async () => {
  await stage.stop();
  process.exit();
});
