import { once } from "node:events";
import { createInterface } from "node:readline";
import { untilAborted } from "@stagecraft/cli/until-aborted";
import type { Drill } from "./drill.ts";
import type { DrillStage } from "./drill-stage.ts";
import { fireAlarms } from "./fire-alarms.ts";

/**
 * Brings a drill's condition about, and keeps the system running while a person follows the runbook. Enter ends the cause, as the fix
 * of a defect would; the signal ends the drill.
 */
export async function holdDrill(
  drill: Drill,
  stage: DrillStage,
  { say, signal }: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  await fireAlarms(drill, stage);
  const state = `--state ${stage.scenario.stateDirectory}`;
  say(`the alarms fire. Begin with: npm run alarms -- ${state}`);
  say(`each command needs ${state}. Enter ends the cause, Ctrl-C the drill`);
  const lines = createInterface({ input: process.stdin });
  const stop = () => lines.close();
  signal.addEventListener("abort", stop, { once: true });
  await Promise.race([once(lines, "line"), once(lines, "close")]);
  if (!signal.aborted) {
    stage.endCause();
    await drill.fix?.(stage);
    say("the cause has ended: what it left is yours to repair");
  }
  await untilAborted(signal);
}
