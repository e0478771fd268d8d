import { temporaryDirectory } from "@stagecraft/acceptance/temporary-directory";
import type { PermissionUse } from "@stagecraft/local-stage/authority";
import { removeState } from "@stagecraft/local-stage/remove-state";
import {
  countPending,
  countPendingImports,
} from "@stagecraft/operations/local-system/count-pending";
import { markUnpublished } from "@stagecraft/operations/local-system/mark-unpublished";
import { operatorPool } from "@stagecraft/operations/local-system/operator-pool";
import { putCatalogue } from "@stagecraft/operations/local-system/put-catalogue";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import { replay } from "../replay.ts";
import type { OrderRequest } from "../replay-request.ts";

/** Long enough for a working system by far; without a permission some never settle. */
const settleMs = 4_000;

export type WalkInput = {
  readonly root: string;
  readonly orders: readonly OrderRequest[];
  /** A catalogue file, as CSV. */
  readonly catalogue: string;
};

/** What a walk through the program showed. */
export type Walk = {
  /** What the stage said to its operator, or why it did not come up. */
  readonly said: readonly string[];
  /** The permissions that were used. */
  readonly permissionsUsed: readonly PermissionUse[];
};

/** Runs a Plan from nothing with a catalogue and a few orders, one of them published twice. */
export async function exerciseProgram(plan: Plan, input: WalkInput): Promise<Walk> {
  const stateDirectory = await temporaryDirectory("permissions");
  try {
    const system = await startSystem(plan, { root: input.root, stateDirectory });
    try {
      await place(system, plan, input);
    } finally {
      await system.close();
    }
    const said = system.stage.notices().map(({ message }) => message);
    return { said, permissionsUsed: system.stage.permissionsUsed() };
  } catch (error) {
    return { said: [error instanceof Error ? error.message : String(error)], permissionsUsed: [] };
  } finally {
    await removeState(stateDirectory);
  }
}

async function place({ stage, payments, tokenFor }: System, plan: Plan, input: WalkInput) {
  const sql = operatorPool(stage, 1);
  const settle = (count: (sql: Pool) => Promise<number> = countPending) =>
    stage.settle({
      done: async () => (await count(sql)) === 0,
      skip: true,
      limitMs: settleMs,
      externalSystems: [payments.externalSystem],
    });
  try {
    const untilEnded = async () => {
      await settle();
      if (await markUnpublished(sql)) await settle();
      return new Set<string>();
    };
    await putCatalogue(stage, plan, input.catalogue);
    await settle(countPendingImports);
    const output = { write: () => {} };
    // What the API refuses is in the stage's notices; here it only has to end soon.
    await replay({
      apiUrl: stage.url,
      orders: input.orders,
      returns: [],
      tokenFor,
      untilEnded,
      output,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => {});
  } finally {
    await sql.end();
  }
}
