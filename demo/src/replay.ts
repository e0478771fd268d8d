import { setTimeout as sleep } from "node:timers/promises";
import { parseMoney } from "@stagecraft/contracts/money";
import { createHttpClient, type HttpAnswer } from "./http-client.ts";
import { createProgress, type ProgressOutput } from "./progress.ts";
import { type OrderRequest, type ReturnRequest, requestMinor } from "./replay-request.ts";
import { runConcurrently } from "./run-concurrently.ts";
import { sendWithRetries } from "./send-with-retries.ts";

/** What became of one request: the id it was given, or why it was refused. */
export type Sent = {
  /** The invoice or the credit note. */
  readonly reference: string;
  /** Lines and pence as sent. */
  readonly lines: number;
  readonly minor: number;
  readonly outcome:
    | {
        readonly ok: true;
        readonly id: string;
        /** Pence as answered: the order's total or the refund. */
        readonly minor: number;
        /** The key had been used before: nothing was added. */
        readonly replayed: boolean;
      }
    | { readonly ok: false; readonly status: number; readonly detail: string };
  readonly retries: number;
};

export type ReplayResult = { readonly orders: readonly Sent[]; readonly returns: readonly Sent[] };

const defaultConcurrency = 16;
/** Longer than API Gateway's own 30 s. */
const requestTimeoutMs = 35_000;

/**
 * Plays the customers: posts the orders, `concurrency` at once, waits until they are accepted and posts the
 * returns. Run again it sends the same keys and adds nothing. A request that is refused is in the result.
 * @throws GaveUpError when the API does not answer for longer than a client would try.
 */
export async function replay(options: {
  readonly apiUrl: string;
  readonly orders: readonly OrderRequest[];
  readonly returns: readonly ReturnRequest[];
  readonly tokenFor: (customerId: string) => Promise<string>;
  /** Resolves when these orders have been accepted. */
  readonly untilAccepted: (orderIds: readonly string[]) => Promise<void>;
  readonly output: ProgressOutput;
  readonly concurrency?: number;
  /** Ends the replay: nothing more is sent. */
  readonly signal?: AbortSignal;
}): Promise<ReplayResult> {
  const { apiUrl, tokenFor, output, signal, concurrency = defaultConcurrency } = options;
  const client = createHttpClient({
    baseUrl: apiUrl,
    connections: concurrency,
    timeoutMs: requestTimeoutMs,
  });

  async function send(path: string, reference: string, request: OrderRequest | ReturnRequest) {
    const { answer, retries } = await sendWithRetries({
      what: `${path} for ${reference}`,
      sleep: (ms) => sleep(ms, undefined, signal && { signal }),
      random: Math.random,
      send: async () => {
        signal?.throwIfAborted();
        const authorization = `Bearer ${await tokenFor(request.customerId)}`;
        const headers = { authorization, "idempotency-key": request.idempotencyKey };
        return client.post(path, headers, request.body);
      },
    });
    return { ...asSent(reference, request), outcome: readAnswer(answer), retries };
  }

  async function sendAll<Request>(
    label: string,
    requests: readonly Request[],
    work: (request: Request) => Promise<Sent>,
  ) {
    const total = requests.length;
    const progress = createProgress({ label, total, output, elapsedMs: () => performance.now() });
    const sent = await runConcurrently(requests, concurrency, (request) =>
      work(request).finally(progress.step),
    );
    progress.end();
    return sent;
  }

  try {
    const orders = await sendAll("orders", options.orders, (order) =>
      send("/orders", order.invoice, order),
    );
    const ids = new Map<string, string>();
    for (const { reference, outcome } of orders) if (outcome.ok) ids.set(reference, outcome.id);
    await options.untilAccepted([...ids.values()]);
    const returns = await sendAll("returns", options.returns, async (request): Promise<Sent> => {
      const orderId = ids.get(request.invoice);
      if (orderId) return send(`/orders/${orderId}/returns`, request.creditNote, request);
      const detail = `Order ${request.invoice} was not placed.`;
      const outcome = { ok: false, status: 0, detail } as const;
      return { ...asSent(request.creditNote, request), outcome, retries: 0 };
    });
    return { orders, returns };
  } finally {
    client.close();
  }
}

function asSent(reference: string, request: OrderRequest | ReturnRequest) {
  return { reference, lines: request.body.lines.length, minor: requestMinor(request) };
}

function readAnswer({ status, headers, body }: HttpAnswer): Sent["outcome"] {
  const json = parseObject(body);
  const amount = json.total ?? json.refund;
  if (status === 201 && typeof json.id === "string" && typeof amount === "string") {
    const minor = parseMoney(amount, "GBP")?.minor ?? Number.NaN;
    return { ok: true, id: json.id, minor, replayed: headers["idempotency-replayed"] === "true" };
  }
  return { ok: false, status, detail: String(json.detail ?? json.message ?? body.slice(0, 200)) };
}

function parseObject(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
