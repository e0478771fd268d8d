import { setTimeout as sleep } from "node:timers/promises";
import { Order, type OrderStatus } from "@stagecraft/contracts/order";
import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

/** A status of the order, and how long after placing the order it was observed. */
export type ObservedStatus = { readonly status: OrderStatus; readonly afterMs: number };

const pendingStatuses: ReadonlySet<OrderStatus> = new Set(["placed", "accepted"]);

const minPauseMs = 100;
const maxPauseMs = 1_000;

/**
 * Polls the order until it has a final status, and calls `onStatus` for each new status.
 * @throws SmokeFailure when the order has no final status in time, or not the expected one
 */
export async function followOrder(
  { id }: Pick<Order, "id">,
  target: SmokeTarget & { readonly order: TestOrder },
  dependencies: {
    readonly call: CallApi;
    readonly signal: AbortSignal;
    nowMs(): number;
    onStatus(observed: ObservedStatus): void;
  },
  expected: "fulfilled" | "out-of-stock" = "fulfilled",
): Promise<Order> {
  const { token, waitMs } = target.order;
  const { call, signal, nowMs, onStatus } = dependencies;
  const startedMs = nowMs();
  let last: OrderStatus | undefined;
  let pauseMs = minPauseMs;
  for (;;) {
    const order = await readOrder(call, id, token.value);
    const afterMs = nowMs() - startedMs;
    if (order.status !== last) onStatus({ status: order.status, afterMs });
    last = order.status;
    if (last === expected) return order;
    if (!pendingStatuses.has(last)) {
      throw new SmokeFailure(
        `The order's final status is ${last} instead of ${expected}.`,
        next(last),
      );
    }
    if (afterMs >= waitMs) {
      throw new SmokeFailure(`The order is still ${last} after ${waitMs / 1_000} s.`, next(last));
    }
    await sleep(Math.min(pauseMs, waitMs - afterMs), undefined, { signal });
    pauseMs = Math.min(maxPauseMs, pauseMs * 2);
  }

  function next(status: OrderStatus): readonly string[] {
    const { stage, order } = target;
    return [
      ...(status === "out-of-stock" ? [`${order.product} is not in stock`] : []),
      ...(expected === "out-of-stock" && status === "fulfilled" ? importText(order) : []),
      ...(pendingStatuses.has(status) && order.isReal
        ? [`POST /orders/${id}/cancel: this is a real order, and it was not cancelled`]
        : []),
      ...(stage === "local" ? [`npm run logs -- --order ${id}`] : []),
      `npm run dlq -- list --stage ${stage}`,
    ];
  }
}

async function readOrder(call: CallApi, id: Order["id"], token: string): Promise<Order> {
  const path = `/orders/${id}`;
  const response = await call({ method: "GET", path, token });
  const order = Order.safeParse(response.body);
  if (response.status === 200 && order.success) return order.data;
  throw new SmokeFailure(`GET ${path} returned ${responseText(response)} instead of the order.`);
}

/**
 * Without a catalogue entry, a product is never out of stock. After a deploy, a bucket's notifications may take about five
 * minutes to work, and files that were uploaded before are not imported:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html
 */
function importText({ product, productFile }: TestOrder): readonly string[] {
  return [
    `${product} is not in the catalogue: its file was not imported. After a first deploy, S3 may not have sent the notification; upload the file again:`,
    `aws s3 cp ${productFile} ${productFile} --metadata-directive REPLACE --content-type text/csv`,
  ];
}
