import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { isDeepStrictEqual } from "node:util";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { grantsNoMore } from "@stagecraft/gates/iam/stages/grants-no-more";
import { planHash } from "@stagecraft/gates/plan-hash";
import type { PermissionUse } from "@stagecraft/local-stage/authority";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";

/** Names the folder in which stages leave what they saw used; without it they leave nothing. */
export const permissionsUsedVariable = "STAGECRAFT_PERMISSIONS_USED_FOLDER";

/** What one stage saw used, of which program, and where that stands. */
export type RecordedPermissions = {
  readonly root: string;
  readonly plan: string;
  readonly permissionsUsed: readonly PermissionUse[];
};

/** A stage that ran. */
type Ran = { readonly plan: Plan; readonly permissionsUsed: () => readonly PermissionUse[] };

/** Leaves what stages see used to whoever takes evidence. */
export type PermissionsRecorder = {
  /** To be told when a stage has started. */
  started(ran: Ran): void;
  /** To be told when the stages have stopped. */
  leave(): Promise<void>;
};

/**
 * Records for the program as it is now. A test may run a changed Plan, to break something: what its stage sees counts as long as
 * it runs the program's own code and its roles are granted nothing more; a call that is denied is no use. Any other leaves nothing.
 */
export async function createPermissionsRecorder(
  root: string,
  // biome-ignore lint/style/noProcessEnv: tests run in processes of their own, and this is how they hear of it
  folder: string | undefined = env[permissionsUsedVariable],
): Promise<PermissionsRecorder> {
  if (!folder) return { started() {}, async leave() {} };
  const program = await synthesize({ root, stage: evidenceStage });
  const plan = planHash(program);
  const stages: Ran[] = [];
  return {
    started: (ran) => void stages.push(ran),
    async leave() {
      for (const ran of stages.splice(0).filter((each) => isOf(program, each.plan))) {
        const recorded: RecordedPermissions = {
          root: resolve(root),
          plan,
          permissionsUsed: ran.permissionsUsed(),
        };
        await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(recorded));
      }
    },
  };
}

function isOf(program: Plan, ran: Plan): boolean {
  return isDeepStrictEqual(ran.bundles, program.bundles) && grantsNoMore(program, ran);
}
