import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { isDeepStrictEqual } from "node:util";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { grantsNoMore } from "@stagecraft/gates/iam/stages/grants-no-more";
import { planHash } from "@stagecraft/gates/plan-hash";
import type { PermissionUse } from "@stagecraft/local-stage/iam/authority";
import type { Plan } from "@stagecraft/plan/plan";
import { synthesize } from "@stagecraft/plan/synthesize";

/** Environment variable with the folder for recorded permissions. When it is not set, nothing is recorded. */
export const permissionsUsedVariable = "STAGECRAFT_PERMISSIONS_USED_FOLDER";

/** The permissions that one stage saw in use, with the program's folder and the hash of its Plan. */
export type RecordedPermissions = {
  readonly root: string;
  readonly plan: string;
  readonly permissionsUsed: readonly PermissionUse[];
};

/** A stage that was started, with its Plan. */
type StageRun = { readonly plan: Plan; readonly permissionsUsed: () => readonly PermissionUse[] };

/** Records the permissions that stages see in use. */
export type PermissionsRecorder = {
  /** To be called after a stage has started. */
  add(run: StageRun): void;
  /** Writes a file for each stage. To be called after the stages have stopped. */
  write(): Promise<void>;
};

/**
 * Creates a recorder for the current program. A test may run a changed Plan to break something. Its stage is recorded only if
 * it runs the program's own code and its roles are granted nothing more. Denied calls are not recorded.
 */
export async function createPermissionsRecorder(
  root: string,
  // biome-ignore lint/style/noProcessEnv: tests run in separate processes, which get the folder this way
  folder: string | undefined = env[permissionsUsedVariable],
): Promise<PermissionsRecorder> {
  if (!folder) return { add() {}, async write() {} };
  const program = await synthesize({ root, stage: evidenceStage });
  const plan = planHash(program);
  const runs: StageRun[] = [];
  return {
    add: (run) => void runs.push(run),
    async write() {
      for (const run of runs.splice(0).filter((each) => isSameProgram(program, each.plan))) {
        const recorded: RecordedPermissions = {
          root: resolve(root),
          plan,
          permissionsUsed: run.permissionsUsed(),
        };
        await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(recorded));
      }
    },
  };
}

function isSameProgram(program: Plan, plan: Plan): boolean {
  return isDeepStrictEqual(plan.bundles, program.bundles) && grantsNoMore(program, plan);
}
