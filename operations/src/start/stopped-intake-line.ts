import { stoppedIntakePath } from "@stagecraft/contracts/system";
import type { Stage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { localStage } from "../access/open-stage.ts";
import { callService } from "../local-system/call-service.ts";

type Page = { readonly Parameters: readonly unknown[] };

/**
 * What a person should know of a stage that `npm run stop-intake` has stopped, since a stop outlives a restart; otherwise undefined.
 * `where` are the options that lead a command to the stage.
 */
export async function stoppedIntakeLine(
  stage: Stage,
  plan: Plan,
  where: string,
): Promise<string | undefined> {
  const { Parameters } = await callService<Page>(
    { stage: () => stage, plan },
    "ssm",
    "GetParametersByPath",
    { Path: stoppedIntakePath(plan.stage), Recursive: true },
  );
  if (Parameters.length === 0) return undefined;
  return `This stage begins no new work, as npm run stop-intake has set it. To begin again: npm run stop-intake -- --start --stage ${localStage}${where}`;
}
