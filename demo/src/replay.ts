import { setTimeout as sleep } from "node:timers/promises";
import { createProgress, type ProgressOutput } from "@stagecraft/cli/progress";
import { parseMoney } from "@stagecraft/contracts/money";
import { createHttpClient, type HttpResponse } from "@stagecraft/operations/access/http-client";
import { type OrderRequest, type ReturnRequest, requestMinor } from "./replay-request.ts";
import { runConcurrently } from "./run-concurrently.ts";
import { sendWithRetries } from "./send-with-retries.ts";

/** The result of one request: its id, or why it was refused. */
export type Sent = {
  /** The number of the invoice or credit note. */
  readonly reference: string;
  /** Number of lines and pence in the request. */
  readonly lines: number;
  readonly minor: number;
  readonly outcome:
    | {
        readonly ok: true;
        readonly id: string;
        /** Pence in the response: the order's total or the refund. */
        readonly minor: number;
        /** Whether the key was used before, so that nothing was created. */
        readonly replayed: boolean;
      }
    | { readonly ok: false; readonly status: number; readonly detail: string };
  readonly retries: number;
};

export type ReplayResult = {
  readonly orders: readonly Sent[];
  readonly returns: readonly Sent[];
  /** Requested cancellations; the order may have ended before. */
  readonly cancellations: number;
  /** Returns that were not sent, because their order was not fulfilled. */
  readonly skippedReturns: number;
};

const defaultConcurrency = 16;
/** Longer than API Gateway's timeout of 30 s. */
const defaultTimeoutMs = 35_000;
/** A system that is so far behind has enough to do, and what waits in it longer may run into timeouts. */
const mostBehind = 64;
const lookEveryMs = 50;
const defaultStuckAfterMs = 60_000;

/**
 * Acts as the customers: sends the orders with `concurrency` requests at a time, cancels some of them, waits until all have ended,
 * and sends the returns. A second replay sends the same keys and creates nothing. Refused requests are in the result.
 * @throws RetriesExhaustedError when the API is unavailable for all attempts of a request.
 */
export async function replay(options: {
  readonly apiUrl: string;
  readonly orders: readonly OrderRequest[];
  readonly returns: readonly ReturnRequest[];
  readonly tokenFor: (customerId: string) => Promise<string>;
  /** Whether the order of an invoice is cancelled. */
  readonly cancels?: (invoice: string) => boolean;
  /** Waits until these orders have ended, and returns the fulfilled ones. */
  readonly waitUntilEnded: (orderIds: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly output: ProgressOutput;
  readonly concurrency?: number;
  /** How long a customer waits for a response before the retry. */
  readonly timeoutMs?: number;
  /** Work of earlier orders that the system is behind with. Orders wait while it is more than `mostBehind` and falls. */
  readonly behind?: () => number;
  /** How long it may stay the same, in real time, before it is taken for stuck and orders are sent all the same. */
  readonly stuckAfterMs?: number;
  /** Splits the orders into `count` parts, and waits for `onPause` after each part. */
  readonly pauses?: { readonly count: number; onPause(sent: readonly Sent[]): Promise<void> };
  /** Statuses that are retried (default: only those of requests without effect). */
  readonly retriedStatuses?: ReadonlySet<number>;
  /** Ends the replay. */
  readonly signal?: AbortSignal;
}): Promise<ReplayResult> {
  const { apiUrl, tokenFor, output, signal, concurrency = defaultConcurrency } = options;
  const { pauses = { count: 1, onPause: async () => {} }, retriedStatuses } = options;
  const { behind = () => 0, stuckAfterMs = defaultStuckAfterMs } = options;
  const client = createHttpClient({
    baseUrl: apiUrl,
    connections: concurrency,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
  });

  function post(
    path: string,
    reference: string,
    request: {
      readonly customerId: string;
      readonly idempotencyKey: string;
      readonly body: unknown;
    },
  ) {
    return sendWithRetries({
      what: `${path} for ${reference}`,
      sleep: (ms) => sleep(ms, undefined, signal && { signal }),
      random: Math.random,
      ...(retriedStatuses && { retriedStatuses }),
      send: async () => {
        signal?.throwIfAborted();
        const authorization = `Bearer ${await tokenFor(request.customerId)}`;
        const headers = { authorization, "idempotency-key": request.idempotencyKey };
        return client.send({ method: "POST", path, headers, body: request.body });
      },
    });
  }

  async function send(path: string, reference: string, request: OrderRequest | ReturnRequest) {
    const { response, retries } = await post(path, reference, request);
    return { ...asSent(reference, request), outcome: readOutcome(response), retries };
  }

  let cancellations = 0;

  let isStuck = false;
  let catchingUp: Promise<void> | undefined;

  /** All customers wait for the same look: a look costs the stage time. */
  function untilCaughtUp(): Promise<void> {
    catchingUp ??= catchUp().finally(() => {
      catchingUp = undefined;
    });
    return catchingUp;
  }

  async function catchUp() {
    let least = Number.POSITIVE_INFINITY;
    let sinceMs = performance.now();
    for (let left = behind(); left > mostBehind; left = behind()) {
      if (left < least) sinceMs = performance.now();
      least = Math.min(least, left);
      isStuck ||= performance.now() - sinceMs > stuckAfterMs;
      if (isStuck) return;
      await sleep(lookEveryMs, undefined, signal && { signal });
    }
    isStuck = false;
  }

  /** Every response to a cancellation is valid: the order is cancelled, will be, or has ended before. */
  async function placeAndMaybeCancel(order: OrderRequest): Promise<Sent> {
    await untilCaughtUp();
    const sent = await send("/orders", order.invoice, order);
    if (sent.outcome.ok && options.cancels?.(order.invoice)) {
      cancellations += 1;
      const idempotencyKey = `cancel-${order.invoice}`;
      const { customerId } = order;
      const path = `/orders/${sent.outcome.id}/cancel`;
      await post(path, order.invoice, { customerId, idempotencyKey, body: {} });
    }
    return sent;
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
    const orders: Sent[] = [];
    for (const part of parts(options.orders, pauses.count)) {
      orders.push(...(await sendAll("orders", part, placeAndMaybeCancel)));
      await pauses.onPause(orders);
    }
    const ids = new Map<string, string>();
    for (const { reference, outcome } of orders) if (outcome.ok) ids.set(reference, outcome.id);
    const fulfilled = await options.waitUntilEnded([...ids.values()]);
    const orderOf = (request: ReturnRequest) => ids.get(request.invoice) ?? "";
    const due = options.returns.filter((request) => fulfilled.has(orderOf(request)));
    const returns = await sendAll("returns", due, (request) =>
      send(`/orders/${orderOf(request)}/returns`, request.creditNote, request),
    );
    const skippedReturns = options.returns.length - due.length;
    return { orders, returns, cancellations, skippedReturns };
  } finally {
    client.close();
  }
}

function parts<Item>(items: readonly Item[], count: number): readonly (readonly Item[])[] {
  const size = Math.max(1, Math.ceil(items.length / count));
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function asSent(reference: string, request: OrderRequest | ReturnRequest) {
  return { reference, lines: request.body.lines.length, minor: requestMinor(request) };
}

function readOutcome({ status, headers, body }: HttpResponse): Sent["outcome"] {
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
