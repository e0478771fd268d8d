import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Behaviour } from "./behaviour.ts";
import { deliverEvents } from "./deliver-events.ts";
import { handleRequest } from "./handle-request.ts";
import { type DeliveryCounts, type LedgerEntry, openLedger } from "./ledger.ts";

export type SandboxOptions = Omit<Behaviour, "delayMs"> & {
  /** URL that receives its events. It is read at each delivery, because the webhook may start after the sandbox. */
  readonly webhookUrl: () => string | undefined;
  /** Secret for the signatures of its events. */
  readonly secret: string;
  /** The bearer token that its callers must send. */
  readonly apiKey: string;
  readonly nowMs: () => number;
  /** While this returns true, it responds with 503 and sends no events. */
  readonly outage?: () => boolean;
  /** How long a delayed charge takes to settle (default: a minute). */
  readonly delayMs?: number;
  /** SQLite file of the ledger; it is created when it does not exist. */
  readonly ledgerFile: string;
  /** Port on 127.0.0.1 (default: any free port). */
  readonly port?: number;
};

export type PaymentsSandbox = {
  /** Its address: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every charge, sorted by reference. */
  entries(): readonly LedgerEntry[];
  deliveries(): DeliveryCounts;
  /** Number of deliveries in progress. */
  inProgress(): number;
  /** When its next timer is due, on the clock of `nowMs`; null without one. */
  nextDueMs(): number | null;
  /** Does all work that is due. To be called after the clock was moved. */
  wake(): void;
  close(): Promise<void>;
};

/**
 * Starts a fake payments provider. It accepts charges and refunds over HTTP, settles them, and sends signed webhooks that it
 * retries until they are accepted. Its ledger is a file, so a restart continues from the same data.
 */
export async function startPaymentsSandbox(options: SandboxOptions): Promise<PaymentsSandbox> {
  const { webhookUrl, secret, apiKey, nowMs, outage = () => false, delayMs = 60_000 } = options;
  const ledger = openLedger(options.ledgerFile, { ...options, delayMs });
  const events = deliverEvents({ ledger, webhookUrl, secret, nowMs, outage });

  const server = createServer(async (request, response) => {
    const { status, body } = await handleRequest(request, { ledger, apiKey, nowMs, outage });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
    events.wake();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  events.wake();

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries: ledger.entries,
    deliveries: ledger.deliveries,
    inProgress: events.inProgress,
    nextDueMs: ledger.nextDueMs,
    wake: events.wake,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await events.stop();
      await closed;
      ledger.close();
    },
  };
}
