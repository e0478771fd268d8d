import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { isDeepStrictEqual } from "node:util";
import type { MeasuredUsage } from "@stagecraft/cost/usage/measured-usage";
import type { TelemetrySeen, TimingSeen } from "@stagecraft/gates/evidence";
import { evidenceStage } from "@stagecraft/gates/evidence-stage";
import { grantsNoMore } from "@stagecraft/gates/iam/stages/grants-no-more";
import { planHash } from "@stagecraft/gates/plan-hash";
import type { PermissionUse } from "@stagecraft/local-stage/iam/authority";
import type { InvocationEnded } from "@stagecraft/local-stage/lambda/lambda-report";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { synthesize } from "@stagecraft/plan/synthesize";

/** Environment variable with the folder for recorded evidence. When it is not set, nothing is recorded. */
export const evidenceVariable = "STAGECRAFT_EVIDENCE_FOLDER";

/** What one stage saw, with the program's folder and the hash of its Plan. */
export type RecordedEvidence = {
  readonly root: string;
  readonly plan: string;
  readonly permissionsUsed: readonly PermissionUse[];
  /** Absent when what the functions wrote is no evidence. */
  readonly telemetry?: TelemetrySeen | undefined;
  /** What its work used; absent when it was not metered. */
  readonly usage?: MeasuredUsage | undefined;
  /** Absent when the run says nothing about how long the functions take. */
  readonly timing?: TimingSeen | undefined;
  readonly invocations: readonly InvocationSeen[];
};

/** A successful invocation of a function, by its logical name. */
export type InvocationSeen = {
  readonly functionName: string;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly maxMemoryMb: number;
  readonly eventBytes: number;
  readonly responseBytes: number;
  readonly initMs?: number;
};

/** A stage that was started, with its Plan. */
type StageRun = {
  readonly plan: Plan;
  permissionsUsed(): readonly PermissionUse[];
  /** All invocations that have ended. */
  invocations(): readonly InvocationEnded[];
  /** What its functions wrote; absent when that is no evidence. */
  readonly telemetry?: () => Promise<TelemetrySeen>;
  readonly timing?: () => TimingSeen;
  /** What its work used, if it was metered. */
  readonly usage?: () => MeasuredUsage | undefined;
};

/** Records what stages see. */
export type EvidenceRecorder = {
  readonly isRecording: boolean;
  /** To be called after a stage has started. */
  add(run: StageRun): void;
  /** Writes a file for each stage. To be called after the stages have stopped. */
  write(): Promise<void>;
};

/**
 * Creates a recorder for the current program. A test may run a changed Plan to break something. Its stage is recorded only if
 * it runs the program's own code and its roles are granted nothing more. Denied calls are not recorded.
 */
export async function createEvidenceRecorder(
  root: string,
  // biome-ignore lint/style/noProcessEnv: tests run in separate processes, which get the folder this way
  folder: string | undefined = env[evidenceVariable],
): Promise<EvidenceRecorder> {
  if (!folder) return { isRecording: false, add() {}, async write() {} };
  const program = await synthesize({ root, stage: evidenceStage });
  const plan = planHash(program);
  const runs: StageRun[] = [];
  return {
    isRecording: true,
    add: (run) => void runs.push(run),
    async write() {
      for (const run of runs.splice(0).filter((each) => isSameProgram(program, each.plan))) {
        const recorded: RecordedEvidence = {
          root: resolve(root),
          plan,
          permissionsUsed: run.permissionsUsed(),
          telemetry: await run.telemetry?.(),
          timing: run.timing?.(),
          invocations: invocationsSeen(run),
          usage: run.usage?.(),
        };
        await writeFile(join(folder, `${randomUUID()}.json`), JSON.stringify(recorded));
      }
    },
  };
}

/** A failed invocation says nothing about the others. */
function invocationsSeen({ plan, invocations }: StageRun): readonly InvocationSeen[] {
  const names = new Map(functionsOf(plan).map(({ name, logicalName }) => [name, logicalName]));
  return invocations().flatMap((ended) => {
    const functionName = names.get(ended.functionName);
    const { status, isFunctionError, cpuMs, initMs } = ended;
    if (functionName === undefined || cpuMs === undefined) return [];
    if (status !== "success" || isFunctionError) return [];
    return [
      {
        functionName,
        durationMs: ended.durationMs,
        cpuMs,
        maxMemoryMb: ended.maxMemoryMb,
        eventBytes: ended.eventBytes,
        responseBytes: ended.responseBytes,
        ...(initMs === undefined ? {} : { initMs }),
      },
    ];
  });
}

function isSameProgram(program: Plan, plan: Plan): boolean {
  return isDeepStrictEqual(plan.bundles, program.bundles) && grantsNoMore(program, plan);
}
