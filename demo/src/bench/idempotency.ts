import { randomUUID } from "node:crypto";
import { withTemporaryState } from "@stagecraft/acceptance/temporary-directory";
import { signEvent } from "@stagecraft/operations/local-system/fake-provider/sign-event";
import { startSystem } from "@stagecraft/operations/local-system/start-system";
import { synthesize } from "@stagecraft/plan/synthesize";
import { percentile } from "./percentile.ts";
import { withEmptyWorkflows } from "./with-empty-workflows.ts";

const warmUp = 50;
const calls = 500;

/** What knowing a key costs a call, where its record is apart from the effect and where it is in the same transaction. */
export async function benchIdempotency(root: string): Promise<string> {
  const plan = withEmptyWorkflows(await synthesize({ root, stage: "local" }));
  return withTemporaryState(async (stateDirectory) => {
    const system = await startSystem(plan, { root, stateDirectory });
    const { stage, payments } = system;
    const secret = payments.secrets.PaymentsWebhookSecrets ?? "";

    /** An event of a type that means nothing here: the record is all that it costs. */
    const deliver = (id: string, by: string) => {
      const createdAt = new Date(stage.nowMs()).toISOString();
      const body = JSON.stringify({ id, type: "charge.noted", createdAt, data: { reference: "" } });
      const signature = signEvent(body, { secret: by, nowMs: stage.nowMs() });
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
        "event, repeated (one refused write)": await p50(200, () => deliver("evt_1", secret)),
        "order, new (its key in its own statement)": await p50(201, () => place(randomUUID())),
        "order, repeated (a refused insert, and the answer read)": await p50(201, () =>
          place("key"),
        ),
      };
      const lines = Object.entries(rows).map(([what, ms]) => `  ${what}: ${ms.toFixed(2)} ms p50`);
      return ["keys, from the endpoint to the response:", ...lines].join("\n");
    } finally {
      await system.close();
    }
  });
}

/** @throws Error when an answer has another status, for then something else was measured */
async function p50(status: number, call: () => Promise<Response>): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < warmUp + calls; index += 1) {
    const startMs = performance.now();
    const answer = await call();
    await answer.arrayBuffer();
    if (index >= warmUp) samples.push(performance.now() - startMs);
    if (answer.status !== status)
      throw new Error(`Answered ${answer.status} in place of ${status}`);
  }
  return percentile(samples, 0.5);
}
