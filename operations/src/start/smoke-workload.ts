import { importStock } from "../local-system/import-stock.ts";
import { createCallApi } from "../smoke/call-api.ts";
import { customerToken } from "../smoke/customer-token.ts";
import { reportText } from "../smoke/report-text.ts";
import { runSmoke } from "../smoke/run-smoke.ts";
import type { Workload } from "./workload.ts";

const product = "SMOKE-1";

/** Time limit for the order. */
const waitMs = 60_000;

/** Imports one product, orders it and waits for the order's final status, like `npm run smoke`. */
export const smokeWorkload: Workload = {
  providerOverrides: { decide: () => ({ settlesAs: "succeeded", afterMs: 0 }) },
  async run({ system, plan, say, signal }) {
    await importStock(system, plan, { [product]: 1_000 }, signal);
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
