import type { CallVia, Contract, HttpVia } from "../contract.ts";
import { charges, refunds } from "./payments-provider.ts";

/** The sandbox's HTTP API, by its name in infra/. */
export const sandboxApi = "PaymentsSandboxApi";

/** What the payments sandbox is asked in the provider's place, where a stage has one. */
export const sandboxContracts: readonly Contract<HttpVia>[] = [
  asked("sandbox-charges", "Asking the sandbox for an order's money", charges),
  asked("sandbox-refunds", "Having the sandbox give an order's money back", refunds),
];

/** As the provider would be asked. */
function asked(
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
    idempotency: { by: "nature", why: "It keeps nothing: the same request gets the same answer." },
    ordering: "None: each call stands alone.",
    poison:
      "A wrong key is answered 401, and what the schema refuses 4xx, with the place of each fault",
    deadLetters: null,
    latency: { p95Ms: 300, p99Ms: 1_000, measured: "at the API, warm" },
    notOn: ["local", "prod"],
  };
}
