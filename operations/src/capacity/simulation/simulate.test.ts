import { describe, expect, test } from "vitest";
import type { LoadProfile } from "../../load/load-shape.ts";
import { systemModel } from "../model/system-model.fixture.ts";
import type { LimitKind } from "./limit-uses.ts";
import { simulate } from "./simulate.ts";

/** Half of the requests place an order: a rate of 20 is ten orders a second. */
const base = systemModel();

type Case = {
  readonly kind: LimitKind;
  readonly why: string;
  readonly system?: ReturnType<typeof systemModel>;
  readonly below: number;
  readonly above: number;
  readonly profile?: LoadProfile;
};

const cases: readonly Case[] = [
  {
    kind: "account-requests",
    why: "10,000 requests a second, with the webhooks",
    below: 8_000,
    above: 10_100,
  },
  {
    kind: "route-requests",
    why: "500 orders a second",
    system: systemModel({
      routes: base.routes.map((route) =>
        route.routeKey === "POST /orders"
          ? { ...route, throttle: { requestsPerSecond: 500, burst: 500 } }
          : route,
      ),
    }),
    below: 1_000,
    above: 1_010,
  },
  {
    kind: "function-concurrency",
    why: "five hold a load of 1, which is ten a second of 0.1 s, and not one of 2",
    system: systemModel({ functions: { ReserveStock: { reservedConcurrency: 5 } } }),
    below: 20,
    above: 40,
  },
  {
    kind: "function-requests",
    why: "ten requests a second of each of five environments",
    system: systemModel({
      functions: { OrdersApi: { reservedConcurrency: 5, serviceSeconds: 0.001 } },
    }),
    below: 50,
    above: 51,
  },
  {
    kind: "account-concurrency",
    why: "a load of 7 in all (2 of the API, 1 of each other) needs 16 that nobody reserved, and one of 14 needs 27",
    system: systemModel({ reserves: false, accountConcurrency: 20 }),
    below: 20,
    above: 40,
  },
  {
    kind: "new-environments",
    why: "1,000 of a function in ten seconds: 967 more at ten times 100 of 1 s, and 2,816 at ten times 300",
    system: systemModel({
      functions: { OrdersApi: { serviceSeconds: 1, reservedConcurrency: 10_000 } },
    }),
    profile: "spike",
    below: 1_000,
    above: 3_000,
  },
  {
    kind: "queue-consumer",
    why: "five batches at once of 0.1 s are 50 messages a second",
    system: systemModel({ queue: { ...base.queue, maximumConcurrency: 5 } }),
    below: 90,
    above: 110,
  },
  {
    kind: "workflow-starts",
    why: "300 a second; 320 use up the bucket of 1,300 in 50 seconds",
    system: systemModel({ functions: { OrderPipeline: { serviceSeconds: 0.001 } } }),
    below: 590,
    above: 640,
  },
  {
    kind: "state-transitions",
    why: "30 of each order are 4,800 a second of 160 orders, and 6,000 of 200",
    system: systemModel({
      functions: { OrderPipeline: { serviceSeconds: 0.001 } },
      workflow: {
        ...base.workflow,
        tasks: base.workflow.tasks.map((task) => ({ ...task, transitions: 9 })),
        lastTransitions: 3,
      },
    }),
    below: 320,
    above: 400,
  },
  {
    kind: "stream-records",
    why: "the relay puts three changes of each order of a minute into one shard at once",
    system: systemModel({ stream: { ...base.stream, shards: 1 } }),
    below: 10,
    above: 12,
  },
  {
    kind: "stream-bytes",
    why: "a shard takes 524 records of 2,000 bytes a second",
    system: systemModel({ stream: { ...base.stream, shards: 1, recordBytes: 2_000 } }),
    below: 4,
    above: 8,
  },
  {
    kind: "stream-consumer",
    why: "one batch at a time of 0.1 s a record is ten records a second",
    system: systemModel({
      stream: { ...base.stream, shards: 1, parallelizationFactor: 1, recordSeconds: 0.1 },
    }),
    below: 6,
    above: 8,
  },
  {
    kind: "relay",
    why: "15 rounds of 100 a minute: 24 events a second are 1,464 in 61 seconds, and 27 are 1,647",
    system: systemModel({ relay: { ...base.relay, roundSeconds: 1 } }),
    below: 16,
    above: 18,
  },
  {
    kind: "connections",
    why: "8 environments hold a load of 2, and 21 one of 10",
    system: systemModel({
      functions: { OrdersApi: { connectionsEach: 1 } },
      database: { name: "OrdersDatabase", connections: 10 },
    }),
    below: 20,
    above: 100,
  },
];

describe.each(cases)("$kind: $why", ({ kind, system = base, below, above, profile = "steady" }) => {
  const metAt = (ratePerSecond: number) =>
    simulate(system, { profile, ratePerSecond, seconds: 120 })
      .limits.filter(({ isMet }) => isMet)
      .map((limit) => limit.kind);

  test(`is not met by ${below} requests a second`, () => {
    expect(metAt(below)).not.toContain(kind);
  });
  test(`is met by ${above}`, () => {
    expect(metAt(above)).toContain(kind);
  });
});

test("without a limit every request is answered, and every order fulfilled", () => {
  const result = simulate(base, { profile: "steady", ratePerSecond: 20, seconds: 60 });
  expect(result.limits.filter(({ isMet }) => isMet)).toEqual([]);
  expect(result.requests).toBeCloseTo(1_200);
  expect(result.refused).toBeCloseTo(0);
  expect(result.ordersFulfilled).toBeCloseTo(600, 0);
  // One run of the relay a minute publishes the changes: at 60 s, or at the latest at 120 s.
  expect(result.drainSeconds).toBeLessThanOrEqual(61);
});

test("an order invokes each function of its path once, and each request the API", () => {
  const { functions } = simulate(base, { profile: "steady", ratePerSecond: 2, seconds: 100 });
  const invocations = Object.fromEntries(functions.map((use) => [use.name, use.invocations]));
  expect(invocations.OrdersApi).toBeCloseTo(200);
  for (const name of ["OrderPipeline", "ReserveStock", "ChargePayment", "PaymentWebhook"]) {
    expect(invocations[name]).toBeCloseTo(100, 0);
  }
});

test("a queue that gets 55 messages a second and gives 50 grows by 5, and its last message waits for ten seconds", () => {
  const system = systemModel({ queue: { ...base.queue, maximumConcurrency: 5 } });
  const { waits } = simulate(system, { profile: "steady", ratePerSecond: 110, seconds: 100 });
  const queue = waits.find(({ name }) => name === "queue Orders");
  expect(queue?.most).toBeCloseTo(500, 0);
  expect(queue?.longestSeconds).toBeGreaterThanOrEqual(9);
  expect(queue?.longestSeconds).toBeLessThanOrEqual(11);
});

test("the environments for the first second are warm, and a spike starts others, whose init phase is billed", () => {
  const system = systemModel({ functions: { OrdersApi: { initSeconds: 0.5 } } });
  const useOf = (profile: LoadProfile) =>
    simulate(system, { profile, ratePerSecond: 100, seconds: 90 }).functions.find(
      ({ name }) => name === "OrdersApi",
    );
  expect(useOf("steady")).toMatchObject({ coldStarts: 0 });
  const spike = useOf("spike");
  expect(spike?.coldStarts).toBeGreaterThan(10);
  const invoked = (spike?.invocations ?? 0) * 0.1;
  expect(spike?.busySeconds).toBeCloseTo(invoked + (spike?.coldStarts ?? 0) * 0.5);
});
