import {
  sandboxApi,
  sandboxContracts,
} from "../packages/contracts/src/contracts/payments-sandbox.ts";
import { lambdaFunction } from "./function.ts";
import { httpApi } from "./http-api.ts";

// What SST's own components draw passwords with. It is installed with them, which is after SST has first read sst.config.ts.
const { RandomPassword } = await import("@pulumi/random");

/** Makes a payments provider that moves no money, and its keys, which nobody has to set: docs/adr/0021-payments-sandbox.md. */
export function paymentsSandbox() {
  const apiKey = drawn("PaymentsSandboxApiKey");
  const sandbox = lambdaFunction("PaymentsSandbox", {
    handler: "services/payments-sandbox/src/handler.handler",
    description: "Answers as the payments provider would, and moves no money",
    memory: "256 MB",
    timeout: "10 seconds",
    concurrency: 5,
    link: [new sst.Linkable("PaymentsSandboxKey", { properties: { apiKey } })],
  });
  const api = httpApi(sandboxApi);
  for (const { via } of sandboxContracts) api.route(via.route, sandbox.arn);
  // It answers at once and tells nothing later: the webhook is there, and whoever calls it is refused.
  return { url: api.url, apiKey, webhookSecrets: drawn("PaymentsSandboxWebhookSecret") };
}

function drawn(name: string) {
  return new RandomPassword(name, { length: 32, special: false }).result;
}
