import {
  sandboxApi,
  sandboxContracts,
} from "../../packages/contracts/src/contracts/payments-sandbox.ts";
import { lambdaFunction } from "../function.ts";
import { httpApi } from "../http-api.ts";

// SST's own components make random passwords with it. It is installed with them, after SST has first read sst.config.ts.
const { RandomPassword } = await import("@pulumi/random");

/** A payments provider that moves no money, with generated keys: docs/adr/0021-payments-sandbox.md. */
export function paymentsSandbox() {
  const apiKey = randomPassword("PaymentsSandboxApiKey");
  const sandbox = lambdaFunction("PaymentsSandbox", {
    handler: "services/payments-sandbox/src/handler.handler",
    description: "Stands in for the payments provider and moves no money",
    owner: "payments team",
    memory: "256 MB",
    timeout: "10 seconds",
    concurrency: 5,
    links: [new sst.Linkable("PaymentsSandboxKey", { properties: { apiKey } })],
  });
  const api = httpApi(sandboxApi, sandboxContracts);
  for (const { via } of sandboxContracts) api.route(via.route, sandbox.arn);
  // The sandbox answers at once and sends no events. The webhook still exists and refuses every call.
  return { url: api.url, apiKey, webhookSecrets: randomPassword("PaymentsSandboxWebhookSecret") };
}

function randomPassword(name: string) {
  return new RandomPassword(name, { length: 32, special: false }).result;
}
