import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { isDeepStrictEqual } from "node:util";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { grantsNoMore } from "@stagecraft/gates/iam/stages/grants-no-more";
import { planHash } from "@stagecraft/gates/plan-hash";
import type { Use } from "@stagecraft/local-stage/authority";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";

/** Names the folder in which stages leave what they saw used; without it they leave nothing. */
export const usesFolderVariable = "STAGECRAFT_USES_FOLDER";

/** What one stage saw used, of which program, and where that stands. */
export type RecordedUses = {
  readonly root: string;
  readonly plan: string;
  readonly uses: readonly Use[];
};

/** A stage that ran. */
type Ran = { readonly plan: Plan; readonly uses: () => readonly Use[] };

/** Leaves what stages see used to whoever takes evidence. */
export type UsesRecorder = {
  /** To be told when a stage has started. */
  started(ran: Ran): void;
  /** To be told when the stages have stopped. */
  leave(): Promise<void>;
};

/**
 * Records for the program as it is now. A test may run a changed Plan, to break something: what its stage sees counts as long as
 * it runs the program's own code and its roles are granted nothing more; a call that is denied is no use. Any other leaves nothing.
 */
export async function createUsesRecorder(
  root: string,
  // biome-ignore lint/style/noProcessEnv: tests run in processes of their own, and this is how they hear of it
  folder: string | undefined = env[usesFolderVariable],
): Promise<UsesRecorder> {
  if (!folder) return { started() {}, async leave() {} };
  const program = await synthesize({ root, stage: evidenceStage });
  const plan = planHash(program);
  const stages: Ran[] = [];
  return {
    started: (ran) => void stages.push(ran),
    async leave() {
      for (const ran of stages.splice(0).filter((each) => isOf(program, each.plan))) {
        const recorded: RecordedUses = { root: resolve(root), plan, uses: ran.uses() };
        await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(recorded));
      }
    },
  };
}

function isOf(program: Plan, ran: Plan): boolean {
  return isDeepStrictEqual(ran.bundles, program.bundles) && grantsNoMore(program, ran);
}
