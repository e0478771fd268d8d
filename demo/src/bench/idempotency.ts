import { randomUUID } from "node:crypto";
import { signEvent } from "@stagecraft/operations/local-system/fake-provider/sign-event";
import { startSystem } from "@stagecraft/operations/local-system/start-system";
import { withTemporaryState } from "@stagecraft/operations/local-system/temporary-directory";
import { percentile } from "@stagecraft/operations/tune/percentile";
import { synthesize } from "@stagecraft/plan/synthesize";
import { withEmptyWorkflows } from "./with-empty-workflows.ts";

const warmUp = 50;
const calls = 500;

/** Measures the cost of idempotency keys: with a separate record in DynamoDB, and with a row in the same transaction. */
export async function benchIdempotency(root: string): Promise<string> {
  const plan = withEmptyWorkflows(await synthesize({ root, stage: "local" }));
  return withTemporaryState("bench", async (stateDirectory) => {
    const system = await startSystem(plan, { root, stateDirectory });
    const { stage, payments } = system;
    const secret = payments.secrets.PaymentsWebhookSecrets ?? "";

    /** Sends an event of an unknown type, so that only its idempotency record is written. */
    const deliver = (id: string, key: string) => {
      const createdAt = new Date(stage.nowMs()).toISOString();
      const body = JSON.stringify({ id, type: "charge.noted", createdAt, data: { reference: "" } });
      const signature = signEvent(body, { secret: key, nowMs: stage.nowMs() });
      const headers = { "content-type": "application/json", "payment-signature": signature };
      return fetch(`${stage.url}/webhooks/payments`, { method: "POST", headers, body });
    };
    const token = await system.tokenFor("cus_1");
    const place = (key: string) =>
      fetch(`${stage.url}/orders`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "idempotency-key": key,
        },
        body: JSON.stringify({
          orderedOn: "2010-12-01",
          country: "United Kingdom",
          currency: "GBP",
          lines: [{ code: "85123A", quantity: 1, price: "2.55" }],
        }),
      });
    try {
      const rows = {
        "event, refused before its record": await p50(401, () => deliver("evt", "no secret")),
        "event, new (two writes to DynamoDB)": await p50(200, () => deliver(randomUUID(), secret)),
        "event, repeated (one rejected write)": await p50(200, () => deliver("evt_1", secret)),
        "order, new (one more statement for its key)": await p50(201, () => place(randomUUID())),
        "order, repeated (one rejected insert, one read)": await p50(201, () => place("key")),
      };
      const lines = Object.entries(rows).map(([what, ms]) => `  ${what}: ${ms.toFixed(2)} ms p50`);
      return ["idempotency keys, from endpoint to response:", ...lines].join("\n");
    } finally {
      await system.close();
    }
  });
}

/** @throws Error when a response has another status, because the measurement would be wrong. */
async function p50(status: number, call: () => Promise<Response>): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < warmUp + calls; index += 1) {
    const startMs = performance.now();
    const response = await call();
    await response.arrayBuffer();
    if (index >= warmUp) samples.push(performance.now() - startMs);
    if (response.status !== status) {
      throw new Error(`Expected status ${status}, got ${response.status}`);
    }
  }
  return percentile(samples, 0.5);
}
