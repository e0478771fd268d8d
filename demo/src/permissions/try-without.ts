import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { type Stage, startStage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { Pool } from "pg";
import { replay } from "../replay.ts";
import type { OrderRequest } from "../replay-request.ts";
import type { TokenIssuer } from "../token-issuer.ts";
import { tokenSettings } from "../token-settings.ts";
import { countUnderWay, forgetPublication } from "../under-way.ts";

/** Long enough for a working system by far; without a permission some never settle. */
const settleMs = 4_000;

/** Runs a Plan from nothing with a few orders, one of them published twice, and gives all that the stage says of it. */
export async function complaintsAbout(
  plan: Plan,
  run: {
    readonly root: string;
    readonly orders: readonly OrderRequest[];
    readonly issuer: TokenIssuer;
  },
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "stagecraft-permissions-"));
  const { issuer: url, audience } = tokenSettings(plan);
  try {
    const stage = await startStage(plan, {
      directory,
      root: run.root,
      world: { [url]: run.issuer.url },
    });
    try {
      await place(stage, run.orders, (customerId) =>
        run.issuer.tokenFor({ customerId, audience, scopes: ["orders:write"], ttlSeconds: 3600 }),
      );
    } finally {
      await stage.stop();
    }
    return stage
      .notices()
      .map(({ message }) => message)
      .join("\n");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await removeState(directory);
  }
}

async function place(
  stage: Stage,
  orders: readonly OrderRequest[],
  tokenFor: (customerId: string) => Promise<string>,
) {
  const sql = new Pool({ connectionString: Object.values(stage.operator.databaseUrls)[0], max: 1 });
  const settle = () =>
    stage.settle({
      done: async () => (await countUnderWay(sql)) === 0,
      skip: true,
      limitMs: settleMs,
    });
  try {
    const untilAccepted = async () => {
      await settle();
      if (await forgetPublication(sql)) await settle();
    };
    const output = { write: () => {} };
    // What the API refuses is in the stage's notices; here it only has to end soon.
    await replay({
      apiUrl: stage.url,
      orders,
      returns: [],
      tokenFor,
      untilAccepted,
      output,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => {});
  } finally {
    await sql.end();
  }
}
