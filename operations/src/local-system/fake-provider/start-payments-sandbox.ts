import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Behaviour } from "./behaviour.ts";
import { deliverEvents } from "./deliver-events.ts";
import { handleRequest } from "./handle-request.ts";
import { type DeliveryCounts, type LedgerEntry, openLedger } from "./ledger.ts";

export type SandboxOptions = Omit<Behaviour, "delayMs"> & {
  /** Where its events go, asked for at each delivery: the webhook may be there later than the sandbox. */
  readonly webhookUrl: () => string | undefined;
  /** What it signs its events with. */
  readonly secret: string;
  /** What its callers have to know. */
  readonly apiKey: string;
  readonly nowMs: () => number;
  /** While this is so it answers 503 and tells nobody anything. */
  readonly outage?: () => boolean;
  /** How long a charge takes that is delayed; a minute, unless it is given. */
  readonly delayMs?: number;
  /** The ledger: a SQLite file, which is made when it is not there. */
  readonly ledgerFile: string;
  /** Where on this machine it listens; any free port, unless it is given. */
  readonly port?: number;
};

export type PaymentsSandbox = {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every charge it knows, by reference. */
  entries(): readonly LedgerEntry[];
  deliveries(): DeliveryCounts;
  /** Deliveries that are being made. */
  underWay(): number;
  /** When it has something to do by itself, by `nowMs`; null when it has not. */
  nextDueMs(): number | null;
  /** Does what has come due; to be called when the clock was moved. */
  wake(): void;
  close(): Promise<void>;
};

/**
 * The third party that moves the money, as a program of its own: takes charges and refunds over HTTP, decides them,
 * and tells of them by signed webhooks that it repeats until they are taken. Its ledger is a file, so it goes on where
 * it was when it is started again.
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
    underWay: events.underWay,
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
