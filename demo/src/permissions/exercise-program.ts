import type { PermissionUse } from "@stagecraft/local-stage/iam/authority";
import {
  countPending,
  countPendingImports,
} from "@stagecraft/operations/local-system/count-pending";
import { markUnpublished } from "@stagecraft/operations/local-system/mark-unpublished";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import { replay } from "../replay.ts";
import type { OrderRequest } from "../replay-request.ts";

/** More than enough for a working system. Without a permission, some work never ends. */
const settleMs = 4_000;

export type ExerciseInput = {
  readonly root: string;
  readonly orders: readonly OrderRequest[];
  /** A catalogue file, as CSV. */
  readonly catalogue: string;
};

export type ExerciseResult = {
  /** The stage's notices, or the error of a failed start. */
  readonly messages: readonly string[];
  readonly permissionsUsed: readonly PermissionUse[];
};

/** Runs a Plan on a new state with a catalogue and a few orders, and publishes the newest events twice. */
export async function exerciseProgram(plan: Plan, input: ExerciseInput): Promise<ExerciseResult> {
  return await withTemporaryState("permissions", async (stateDirectory) => {
    try {
      const system = await startSystem(plan, { root: input.root, stateDirectory });
      try {
        await place(system, plan, input);
      } finally {
        await system.close();
      }
      const messages = system.stage.notices().map(({ message }) => message);
      return { messages, permissionsUsed: system.stage.permissionsUsed() };
    } catch (error) {
      return {
        messages: [error instanceof Error ? error.message : String(error)],
        permissionsUsed: [],
      };
    }
  });
}

async function place({ stage, payments, tokenFor }: System, plan: Plan, input: ExerciseInput) {
  const sql = operatorPool(stage, 1);
  const settle = (count: (sql: Pool) => Promise<number> = countPending) =>
    stage.settle({
      done: async () => (await count(sql)) === 0,
      skip: true,
      limitMs: settleMs,
      externalSystems: [payments.externalSystem],
    });
  try {
    const waitUntilEnded = async () => {
      await settle();
      if (await markUnpublished(sql)) await settle();
      return new Set<string>();
    };
    await putCatalogue(stage, plan, input.catalogue);
    await settle(countPendingImports);
    const output = { write: () => {} };
    // Denied calls are in the stage's notices. Here the replay only has to end soon.
    await replay({
      apiUrl: stage.url,
      orders: input.orders,
      returns: [],
      tokenFor,
      waitUntilEnded,
      output,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => {});
  } finally {
    await sql.end();
  }
}
