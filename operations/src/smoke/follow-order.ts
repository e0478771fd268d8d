import { setTimeout as sleep } from "node:timers/promises";
import { Order, type OrderStatus } from "@stagecraft/contracts/order";
import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";
import type { SmokeTarget, TestOrder } from "./smoke-target.ts";

/** A state in which the order was seen, and how long after it was placed. */
export type SeenState = { readonly status: OrderStatus; readonly afterMs: number };

const underWay: ReadonlySet<OrderStatus> = new Set(["placed", "accepted"]);

const shortestPauseMs = 100;
const longestPauseMs = 1_000;

/**
 * Looks at the order until it has ended, and tells `seen` of each state that it comes to.
 * @throws SmokeFailure when it does not end in time, or otherwise than as `wanted` says
 */
export async function followOrder(
  { id }: Pick<Order, "id">,
  target: SmokeTarget & { readonly order: TestOrder },
  world: {
    readonly call: CallApi;
    readonly signal: AbortSignal;
    nowMs(): number;
    seen(state: SeenState): void;
  },
  wanted: "fulfilled" | "out-of-stock" = "fulfilled",
): Promise<Order> {
  const { token, waitMs } = target.order;
  const { call, signal, nowMs, seen } = world;
  const startedMs = nowMs();
  let last: OrderStatus | undefined;
  let pauseMs = shortestPauseMs;
  for (;;) {
    const order = await readOrder(call, id, token.value);
    const afterMs = nowMs() - startedMs;
    if (order.status !== last) seen({ status: order.status, afterMs });
    last = order.status;
    if (last === wanted) return order;
    if (!underWay.has(last)) {
      throw new SmokeFailure(`The order ended as ${last}, and not as ${wanted}.`, next(last));
    }
    if (afterMs >= waitMs) {
      throw new SmokeFailure(`The order is still ${last} after ${waitMs / 1_000} s.`, next(last));
    }
    await sleep(Math.min(pauseMs, waitMs - afterMs), undefined, { signal });
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }

  function next(status: OrderStatus): readonly string[] {
    const { stage, order } = target;
    return [
      ...(status === "out-of-stock" ? [`the catalogue has no ${order.product} in stock`] : []),
      ...(wanted === "out-of-stock" && status === "fulfilled" ? importText(order) : []),
      ...(underWay.has(status) && order.isReal
        ? [`POST /orders/${id}/cancel: it is a real order, and nobody has taken it back`]
        : []),
      ...(stage === "local" ? [`npm run logs -- --order ${id}`] : []),
      `npm run dlq -- list --stage ${stage}`,
    ];
  }
}

async function readOrder(call: CallApi, id: Order["id"], token: string): Promise<Order> {
  const path = `/orders/${id}`;
  const answer = await call({ method: "GET", path, token });
  const order = Order.safeParse(answer.body);
  if (answer.status === 200 && order.success) return order.data;
  throw new SmokeFailure(
    `GET ${path} was answered ${responseText(answer)}, and not with the order.`,
  );
}

/**
 * What the catalogue does not know has no stock that could run out. A bucket's new notification takes effect within some five
 * minutes, and until then nobody hears of its objects:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-enable-disable-notification-intro.html
 */
function importText({ product, productFile }: TestOrder): readonly string[] {
  return [
    `the catalogue does not know ${product}: its file was not imported. After a first deploy S3 may not have told of it yet; put it again:`,
    `aws s3 cp ${productFile} ${productFile} --metadata-directive REPLACE --content-type text/csv`,
  ];
}
