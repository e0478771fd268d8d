import type { Plan } from "@stagecraft/plan/plan";
import type { Stage } from "../start-stage.ts";

/**
 * Ends a stage and starts one of another Plan on the same state. When that cannot start, the earlier Plan starts again,
 * and `refused` is the error.
 */
export async function swapStage(options: {
  readonly stage: Stage;
  readonly before: Plan;
  readonly after: Plan;
  start(plan: Plan): Promise<Stage>;
}): Promise<{ readonly stage: Stage; readonly refused?: unknown }> {
  const { stage, before, after, start } = options;
  await stage.stop();
  try {
    return { stage: await start(after) };
  } catch (refused) {
    return { stage: await start(before), refused };
  }
}
