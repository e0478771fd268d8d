import type { CallVia, Contract, HttpVia } from "../contract.ts";
import { charges, refunds } from "./payments-provider.ts";

/** The name of the sandbox's HTTP API in infra/. */
export const sandboxApi = "PaymentsSandboxApi";

/** The calls to the payments sandbox, which replaces the provider on some stages. */
export const sandboxContracts: readonly Contract<HttpVia>[] = [
  sandboxContract("sandbox-charges", "The request to charge an order at the sandbox", charges),
  sandboxContract("sandbox-refunds", "The request to refund an order at the sandbox", refunds),
];

/** The same route, payload and producers as at the provider. */
function sandboxContract(
  name: string,
  summary: string,
  { via, payload, producers }: Contract<CallVia>,
): Contract<HttpVia> {
  return {
    name,
    summary,
    payload,
    producers,
    owner: "payments team",
    via: { kind: "http", api: sandboxApi, route: via.route, repeatsForSeconds: null },
    consumer: { inside: "PaymentsSandbox" },
    idempotency: { by: "nature", why: "It is stateless: the same request gets the same response." },
    ordering: "None: calls are independent.",
    poison: "A wrong key is answered 401, an invalid request 4xx with the path of each error",
    deadLetters: null,
    latency: { p95Ms: 300, p99Ms: 1_000, measured: "at the API, warm" },
    notOn: ["local", "prod"],
  };
}
