import { VisibleError } from "@stagecraft/cli/visible-error";
import { countPendingImports } from "../local-system/count-pending.ts";
import { operatorPool } from "../local-system/operator-pool.ts";
import { putCatalogue } from "../local-system/put-catalogue.ts";
import { stockFile } from "../local-system/stock-file.ts";
import { createCallApi } from "../smoke/call-api.ts";
import { customerToken } from "../smoke/customer-token.ts";
import { reportText } from "../smoke/report-text.ts";
import { runSmoke } from "../smoke/run-smoke.ts";
import type { Workload, WorkloadContext } from "./workload.ts";

const product = "SMOKE-1";

/** Time limit for the order. */
const waitMs = 60_000;

/** Imports one product, orders it and waits for the order's final status, like `npm run smoke`. */
export const smokeWorkload: Workload = {
  providerOverrides: { decide: () => ({ settlesAs: "succeeded", afterMs: 0 }) },
  async run(context) {
    const { system, say, signal } = context;
    await importProduct(context);
    const token = customerToken(await system.tokenFor("cus_smoke"), "local");
    const target = {
      stage: "local",
      url: system.stage.url,
      order: { token, product, waitMs, isReal: false },
    };
    const call = createCallApi(target, { signal, say });
    const report = await runSmoke(target, { call, say, signal, nowMs: Date.now });
    console.log(reportText(report));
    return report;
  },
};

async function importProduct({ system, plan, signal }: WorkloadContext): Promise<void> {
  await putCatalogue(system.stage, plan, stockFile({ [product]: 1_000 }));
  const sql = operatorPool(system.stage, 1);
  try {
    const imported = await system.stage.settle({
      done: async () => (await countPendingImports(sql)) === 0,
      skip: false,
      externalSystems: [system.payments.externalSystem],
      signal,
    });
    if (!imported) {
      throw new VisibleError(
        `${product} was not imported: npm run logs -- catalog-import --once shows why.`,
      );
    }
  } finally {
    await sql.end();
  }
}
