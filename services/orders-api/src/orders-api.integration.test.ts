import { Order, type OrderStatus } from "@stagecraft/contracts/order";
import { OrderList } from "@stagecraft/contracts/order-list";
import { Problem } from "@stagecraft/contracts/problem";
import { Return } from "@stagecraft/contracts/return-order";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import {
  connectTo,
  createTestDatabase,
  type TestDatabase,
} from "@stagecraft/database/testing/test-database";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import {
  closeTestIssuer,
  createTestContainer,
  createTestFunction,
  type TestApi,
} from "./testing/test-api.ts";

const order = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  reference: "536365",
  lines: [
    { code: "85123A", quantity: 6, price: "2.55" },
    { code: "71053", quantity: 6, price: "3.39" },
  ],
};

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});

afterAll(closeTestIssuer);

let keys = 0;
const newKey = () => `key-${keys++}`;

async function place(api: TestApi, customerId = "cus_17850"): Promise<Order> {
  const { body } = await api.call({ path: "/orders", key: newKey(), body: order, customerId });
  return Order.parse(body);
}

async function placeAndAdvance(api: TestApi, ...statuses: OrderStatus[]): Promise<Order> {
  const placed = await place(api);
  await advanceOrder(postgres.connect(), placed.id, ...statuses);
  return placed;
}

function expectProblem(answer: Awaited<ReturnType<TestApi["call"]>>, status: number, slug: string) {
  expect(answer.headers["content-type"]).toBe("application/problem+json");
  expect(Problem.parse(answer.body)).toMatchObject({
    status,
    type: `https://stagecraft.dev/problems/${slug}`,
  });
}

describe.each([
  ["function", createTestFunction],
  ["container", createTestContainer],
])("the API as a %s", (kind, createTestApi) => {
  test("an order is placed, published, and read back", async () => {
    const api = createTestApi(postgres);
    const placed = await api.call({ path: "/orders", key: newKey(), body: order });
    expect(placed.status).toBe(201);
    const { id, total, status } = Order.parse(placed.body);
    expect(placed.headers).toMatchObject({ location: `/orders/${id}` });
    expect({ total, status }).toEqual({ total: "35.64", status: "placed" });
    expect(api.sent).toMatchObject([
      { subject: id, data: { total: { amountMinor: 3564, currency: "GBP" }, lineCount: 2 } },
    ]);
    expect(
      await postgres.query(
        `select destination from outbox where order_id = '${id}' and published_at is not null`,
      ),
    ).toEqual([{ destination: "orders-queue" }]);

    const read = await api.call({ method: "GET", path: `/orders/${id}` });
    expect(read).toMatchObject({ status: 200, body: placed.body });
    expect(api.counted).toEqual(["OutboxPublished", "OrderPlaced"]);
    expect(api.logged).toHaveLength(2);
    expect(JSON.stringify(api.logged)).not.toContain("85123A");
  });

  test("a repeated key returns the stored response, and another body is refused", async () => {
    const api = createTestApi(postgres);
    const key = newKey();
    const first = await api.call({ path: "/orders", key, body: order });
    const again = await api.call({ path: "/orders", key, body: order });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(first.headers).not.toHaveProperty("idempotency-replayed");
    expect(again.headers).toMatchObject({
      "idempotency-replayed": "true",
      location: first.headers.location,
    });
    const other = await api.call({ path: "/orders", key, body: { ...order, country: "France" } });
    expect(other).toMatchObject({
      status: 422,
      body: { title: "The key belongs to another request" },
    });
  });

  test("of 20 concurrent requests with one key, one places the order and 19 get the stored response", async () => {
    const apis = Array.from({ length: 20 }, () => createTestApi(postgres));
    const key = newKey();
    const answers = await Promise.all(
      apis.map((api) => api.call({ path: "/orders", key, body: order })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers["idempotency-replayed"])).toHaveLength(19);
    expect(apis.flatMap(({ sent }) => sent)).toHaveLength(1);
  });

  test("an unreachable queue does not change the response, and leaves the event to the relay", async () => {
    const api = createTestApi(postgres, {
      sendOrder: () => Promise.reject(new Error("no answer")),
    });
    const { status, body } = await api.call({ path: "/orders", key: newKey(), body: order });
    expect(status).toBe(201);
    expect(api.counted).toContain("OutboxPublishFailed");
    expect(
      await postgres.query(
        `select from outbox where order_id = '${body.id}' and published_at is null`,
      ),
    ).toHaveLength(2);
  });

  test("another customer's order is not found, and not cancelled or returned", async () => {
    const api = createTestApi(postgres);
    const { id } = await place(api);
    const customerId = "cus_other";
    const lines = [{ code: "85123A", quantity: 1 }];
    const answers = [
      await api.call({ method: "GET", path: `/orders/${id}`, customerId }),
      await api.call({ path: `/orders/${id}/cancel`, key: newKey(), customerId }),
      await api.call({ path: `/orders/${id}/returns`, key: newKey(), body: { lines }, customerId }),
      await api.call({ method: "GET", path: "/orders/nonsense" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  test("an order is cancelled once, and a repeated key gets the stored response", async () => {
    const api = createTestApi(postgres);
    const { id } = await place(api);
    const path = `/orders/${id}/cancel`;
    const key = newKey();
    const first = await api.call({ path, key });
    expect(first).toMatchObject({ status: 200, body: { status: "cancelled", version: 2 } });
    expect(await api.call({ path, key })).toMatchObject({ status: 200, body: first.body });
    const again = await api.call({ path, key: newKey() });
    expect(again).toMatchObject({ status: 409, body: { title: "The order is already cancelled" } });
  });

  test("of 20 concurrent cancellations with different keys, one succeeds", async () => {
    const { id } = await place(createTestApi(postgres));
    const path = `/orders/${id}/cancel`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => createTestApi(postgres).call({ path, key: newKey() })),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array(19).fill(409)]);
  });

  test("an accepted order is cancelled by its workflow, which gets a message", async () => {
    const api = createTestApi(postgres);
    const { id } = await placeAndAdvance(api, "accepted");
    const path = `/orders/${id}/cancel`;
    const key = newKey();
    const first = await api.call({ path, key });
    expect(first).toMatchObject({ status: 202, body: { status: "accepted", version: 2 } });
    expect(await api.call({ path, key })).toMatchObject({ status: 202, body: first.body });
    expect(api.cancelled).toEqual([id, id]);
    expect(api.counted).toContain("OrderCancelRequested");
    const requested = `select from orders where id = '${id}' and cancel_requested_at is not null`;
    expect(await postgres.query(requested)).toHaveLength(1);

    await advanceOrder(postgres.connect(), id, "cancelled");
    expect(await api.call({ path, key: newKey() })).toMatchObject({ status: 409 });
  });

  test("an unreachable queue leaves the cancellation request with the order", async () => {
    const api = createTestApi(postgres, {
      sendCancellation: () => Promise.reject(new Error("no answer")),
    });
    const { id } = await placeAndAdvance(api, "accepted");
    const { status } = await api.call({ path: `/orders/${id}/cancel`, key: newKey() });
    expect(status).toBe(202);
    const requested = `select from orders where id = '${id}' and cancel_requested_at is not null`;
    expect(await postgres.query(requested)).toHaveLength(1);
  });

  test("goods of a fulfilled order are returned, never more than was sold", async () => {
    const api = createTestApi(postgres);
    const { id } = await placeAndAdvance(api, "accepted", "fulfilled");
    const path = `/orders/${id}/returns`;
    const body = { reference: "C536379", lines: [{ code: "85123A", quantity: 4 }] };
    const key = newKey();
    const first = await api.call({ path, key, body });
    expect(first.status).toBe(201);
    expect(Return.parse(first.body)).toMatchObject({
      orderId: id,
      reference: "C536379",
      refund: "10.20",
      lines: [{ line: 1, quantity: 4, price: "2.55", refund: "10.20" }],
    });
    expect(await api.call({ path, key, body })).toMatchObject({ status: 201, body: first.body });
    const second = await api.call({ path, key: newKey(), body });
    expect(second).toMatchObject({ status: 409, body: { errors: [{ path: "lines.0.quantity" }] } });
    const read = await api.call({ method: "GET", path: `/orders/${id}` });
    expect(read.body).toMatchObject({ version: 4, lines: [{ returned: 4 }, { returned: 0 }] });
    const cancelled = await api.call({ path: `/orders/${id}/cancel`, key: newKey() });
    expect(cancelled).toMatchObject({
      status: 409,
      body: { title: "The order can no longer be cancelled" },
    });
  });

  test("of many concurrent returns, only as many succeed as were sold", async () => {
    const { id } = await placeAndAdvance(createTestApi(postgres), "accepted", "fulfilled");
    const body = { lines: [{ code: "71053", quantity: 2 }] };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        createTestApi(postgres).call({ path: `/orders/${id}/returns`, key: newKey(), body }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  test("a refused return does not use its key up", async () => {
    const api = createTestApi(postgres);
    const { id } = await placeAndAdvance(api, "accepted");
    const attempt = {
      path: `/orders/${id}/returns`,
      key: newKey(),
      body: { lines: [{ code: "71053", quantity: 1 }] },
    };
    expect(await api.call(attempt)).toMatchObject({ status: 409 });
    await advanceOrder(postgres.connect(), id, "fulfilled");
    expect(await api.call(attempt)).toMatchObject({ status: 201 });
  });

  test("a customer's orders are listed page by page, and a cursor is valid for its own list only", async () => {
    const api = createTestApi(postgres);
    const customerId = `cus_list_of_${kind}`;
    const placed: string[] = [];
    for (let count = 0; count < 5; count++) placed.unshift((await place(api, customerId)).id);
    const list = async (query: string, who = customerId) =>
      api.call({ method: "GET", path: `/orders?${query}`, customerId: who });
    const first = OrderList.parse((await list("limit=3")).body);
    const second = OrderList.parse((await list(`limit=3&cursor=${first.next}`)).body);
    expect([...first.orders, ...second.orders].map(({ id }) => id)).toEqual(placed);
    expect(second.next).toBeNull();
    for (const [query, who] of [
      [`cursor=${first.next}`, "cus_other"],
      [`cursor=${first.next}&status=placed`, customerId],
      ["cursor=garbled", customerId],
    ] as const) {
      expect(await list(query, who)).toMatchObject({ status: 400, body: { status: 400 } });
    }
    for (const query of ["limit=0", "limit=0x10", "limit=1e2", "limit=", "limit=3&limit=4"]) {
      expect(await list(query), query).toMatchObject({
        status: 422,
        body: { errors: [{ path: "limit" }] },
      });
    }
    expect(await list("status=placed&status=fulfilled")).toMatchObject({
      status: 422,
      body: { errors: [{ path: "status" }] },
    });
  });

  test.each([
    ["no key", { body: order }, 400, "missing-idempotency-key"],
    [
      "a key that is too long",
      { key: "k".repeat(256), body: order },
      400,
      "invalid-idempotency-key",
    ],
    ["a body that is no JSON", { key: "a", rawBody: "{" }, 400, "invalid-json"],
    ["no body", { key: "a" }, 400, "invalid-json"],
    [
      "a form",
      { key: "a", body: order, headers: { "content-type": "text/plain" } },
      415,
      "unsupported-media-type",
    ],
    ["an unknown field", { key: "a", body: { ...order, x: 1 } }, 422, "invalid-request"],
  ])("%s is answered with a problem", async (_, request, status, slug) => {
    const answer = await createTestApi(postgres).call({ path: "/orders", ...request });
    expectProblem(answer, status, slug);
  });

  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
  test("a scope with a resource server as prefix, as Amazon Cognito writes it, is accepted", async () => {
    const scope = "stagecraft/orders:read stagecraft/orders:write";
    const request = { path: "/orders", key: newKey(), body: order, scope };
    const api = createTestApi(postgres, { scopePrefix: "stagecraft/" });
    expect(await api.call(request)).toMatchObject({ status: 201 });
  });

  test("health and the OpenAPI document need no token", async () => {
    const api = createTestApi(postgres);
    const open = { method: "GET", customerId: null } as const;
    expect(await api.call({ ...open, path: "/health" })).toMatchObject({ body: { status: "ok" } });
    expect(await api.call({ ...open, path: "/openapi.json" })).toMatchObject({
      body: { openapi: "3.1.0" },
    });
    expect(await api.call({ ...open, path: "/nowhere" })).toMatchObject({ status: 404 });
  });

  test("an unreachable database is answered 503 with Retry-After", async () => {
    const database = connectTo("postgres://nobody@127.0.0.1:1/none", () => new Date());
    onTestFinished(() => database.end());
    const answer = await createTestApi(postgres, { database }).call({
      path: "/orders",
      key: newKey(),
      body: order,
    });
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    expect(Problem.parse(answer.body).title).toBe("The service cannot answer now");
  });

  test("an unexpected error is answered 500 and logged, both without data", async () => {
    const broken = await createTestDatabase();
    await broken.query("revoke insert on orders from orders_app");
    const api = createTestApi(broken);
    const { status, body } = await api.call({ path: "/orders", key: newKey(), body: order });
    expect(status).toBe(500);
    expect(Object.keys(body).toSorted()).toEqual(["detail", "status", "title", "type"]);
    expect(api.logged).toMatchObject([["request", { status: 500 }, { code: "database.42501" }]]);
  });
});

// API Gateway and a container refuse these requests before: the app guards against a route without its authorizer.
test.each([
  ["no token", { key: "a", body: order, customerId: null }, 401, "unauthorized"],
  ["a token of nobody", { key: "a", body: order, customerId: "a\0b" }, 401, "unauthorized"],
  ["a token without the scope", { key: "a", body: order, scope: "orders:read" }, 403, "forbidden"],
  [
    "a scope that only ends alike",
    { key: "a", body: order, scope: "preorders:write" },
    403,
    "forbidden",
  ],
])("the app refuses %s with a problem", async (_, request, status, slug) => {
  const answer = await createTestFunction(postgres).call({ path: "/orders", ...request });
  expectProblem(answer, status, slug);
});

test("the app answers a route that it does not have with a problem", async () => {
  const answer = await createTestFunction(postgres).call({ method: "GET", path: "/nowhere" });
  expectProblem(answer, 404, "route-not-found");
});
