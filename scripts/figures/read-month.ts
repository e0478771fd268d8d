import type { StageInput } from "../../workbench/cost/src/model/stage-input.ts";
import { readStageInput } from "../../workbench/cost/src/read-stage-input.ts";
import { synthesize } from "../../workbench/plan/src/synthesize.ts";

type Month = {
  readonly stage: string;
  readonly profile: string;
  /** Run the program with these settings: `{ "orderStream.shards": "2" }`. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** What `npm run cost` computes a month from, without the free tier. */
export async function readMonth(
  root: string,
  { stage, profile, settings }: Month,
  signal: AbortSignal,
): Promise<StageInput> {
  const variables = settings && { STAGE_SETTINGS: JSON.stringify(settings) };
  const plan = await synthesize({ root, stage, signal, ...(variables && { variables }) });
  return await readStageInput(root, plan, { profile, freeTier: "none", region: undefined });
}
