import type { PermissionUse } from "@stagecraft/local-stage/authority";
import { removeState } from "@stagecraft/local-stage/remove-state";
import type { Plan } from "@stagecraft/plan/plan";
import type { Pool } from "pg";
import { openShop, type Shop } from "../open-shop.ts";
import { operatorPool } from "../operator-pool.ts";
import { putCatalogue } from "../put-catalogue.ts";
import { replay } from "../replay.ts";
import type { OrderRequest } from "../replay-request.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { countImportsUnderWay, countUnderWay, forgetPublication } from "../under-way.ts";

/** Long enough for a working system by far; without a permission some never settle. */
const settleMs = 4_000;

export type World = {
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
export async function walkThrough(plan: Plan, world: World): Promise<Walk> {
  const stateDirectory = await temporaryDirectory("permissions");
  try {
    const shop = await openShop(plan, { root: world.root, stateDirectory });
    try {
      await place(shop, plan, world);
    } finally {
      await shop.close();
    }
    const said = shop.stage.notices().map(({ message }) => message);
    return { said, permissionsUsed: shop.stage.permissionsUsed() };
  } catch (error) {
    return { said: [error instanceof Error ? error.message : String(error)], permissionsUsed: [] };
  } finally {
    await removeState(stateDirectory);
  }
}

async function place({ stage, payments, tokenFor }: Shop, plan: Plan, world: World) {
  const sql = operatorPool(stage, 1);
  const settle = (count: (sql: Pool) => Promise<number> = countUnderWay) =>
    stage.settle({
      done: async () => (await count(sql)) === 0,
      skip: true,
      limitMs: settleMs,
      companions: [payments.companion],
    });
  try {
    const untilEnded = async () => {
      await settle();
      if (await forgetPublication(sql)) await settle();
      return new Set<string>();
    };
    await putCatalogue(stage, plan, world.catalogue);
    await settle(countImportsUnderWay);
    const output = { write: () => {} };
    // What the API refuses is in the stage's notices; here it only has to end soon.
    await replay({
      apiUrl: stage.url,
      orders: world.orders,
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
