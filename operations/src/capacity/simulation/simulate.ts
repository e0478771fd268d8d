import { listedShare, placedShare } from "../../load/customer-requests.ts";
import { type LoadShape, rateAt } from "../../load/load-shape.ts";
import { orderFlow } from "../model/order-flow.ts";
import type { SystemModel } from "../model/system-model.ts";
import { createApi } from "./api.ts";
import { type Backlog, createBacklog } from "./backlog.ts";
import { createFunctionPool, type FunctionUse } from "./function-pool.ts";
import { createLimitUses, type LimitUse } from "./limit-uses.ts";
import { negligible } from "./negligible.ts";
import { createQueue } from "./queue.ts";
import { createRelay } from "./relay.ts";
import { createStream } from "./stream.ts";
import { createWorkflow } from "./workflow.ts";

/** Something that waits to be processed. */
export type WaitUse = {
  readonly name: string;
  /** The age of the oldest at its worst, in seconds. */
  readonly longestSeconds: number;
  readonly most: number;
};

export type SimulationResult = {
  readonly requests: number;
  /** Requests that API Gateway or Lambda refused. */
  readonly refused: number;
  readonly ordersPlaced: number;
  readonly ordersFulfilled: number;
  readonly limits: readonly LimitUse[];
  readonly waits: readonly WaitUse[];
  readonly functions: readonly FunctionUse[];
  /** How long after the load nothing waits any more, in seconds; absent when something still waits after `longestDrainSeconds`. */
  readonly drainSeconds?: number;
};

/** So long after the load the simulation gives up. */
export const longestDrainSeconds = 3_600;

/** The requests of `npm run load`. */
const routeShares = [
  { routeKey: orderFlow.placeRoute, share: placedShare },
  { routeKey: "GET /orders", share: listedShare },
  { routeKey: "GET /orders/{id}", share: 1 - placedShare - listedShare },
] as const;

/**
 * Lets the load arrive at the system in steps of one second, and follows each order to its end. All of it is arithmetic with mean
 * values: the same input gives the same result.
 */
export function simulate(system: SystemModel, shape: LoadShape): SimulationResult {
  const limits = createLimitUses();
  const functions = createFunctionPool(system, limits);
  const api = createApi(system, { functions, limits });
  const queue = createQueue(system, { functions, limits });
  const outbox = createBacklog();
  const workflow = createWorkflow(system, { functions, limits, api });
  const stream = createStream(system, { functions, limits });
  const relay = createRelay(system, { functions, limits, stream, outbox });
  const waiting: { readonly name: string; readonly backlog: Backlog }[] = [
    { name: `queue ${system.queue.name}`, backlog: queue.messages },
    ...workflow.waiting,
    { name: "outbox", backlog: outbox },
    { name: `stream ${system.stream.name}`, backlog: stream.records },
  ];
  const worst = new Map(waiting.map(({ name }) => [name, { longestSeconds: 0, most: 0 }]));
  let requests = 0;
  let refused = 0;
  let ordersPlaced = 0;
  let ordersFulfilled = 0;

  function step(second: number, rate: number): void {
    const answered = api.request(
      routeShares.map(({ routeKey, share }) => ({ routeKey, amount: rate * share })),
    );
    const placed = answered.get(orderFlow.placeRoute) ?? 0;
    requests += rate;
    refused += rate - [...answered.values()].reduce((sum, amount) => sum + amount, 0);
    ordersPlaced += placed;
    queue.messages.add(placed, second);
    const started = queue.consume();
    const { changed, fulfilled } = workflow.step(started, second);
    ordersFulfilled += fulfilled;
    outbox.add(placed + changed, second);
    relay.step(second);
    stream.consume(second);
    for (const { name, backlog } of waiting) {
      const of = worst.get(name);
      if (!of) continue;
      of.longestSeconds = Math.max(of.longestSeconds, backlog.ageSeconds(second + 1));
      of.most = Math.max(of.most, backlog.amount);
    }
    for (const each of [api, functions, queue, workflow, stream]) each.tick();
  }

  const isDone = () => waiting.every(({ backlog }) => backlog.amount < negligible);
  for (let second = 0; second < shape.seconds; second += 1) step(second, rateAt(shape, second));
  let drain = 0;
  while (!isDone() && drain < longestDrainSeconds) {
    step(shape.seconds + drain, 0);
    drain += 1;
  }
  return {
    requests,
    refused,
    ordersPlaced,
    ordersFulfilled,
    limits: limits.list(),
    waits: [...worst].map(([name, of]) => ({ name, ...of })),
    functions: functions.uses(),
    ...(isDone() ? { drainSeconds: drain } : {}),
  };
}
