import { httpOperations, type OperationId } from "@stagecraft/contracts/http-operations";
import { Order } from "@stagecraft/contracts/order";
import { OrderList } from "@stagecraft/contracts/order-list";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeAll, expect, test } from "vitest";
import { createTestFunction, type TestApi } from "./testing/test-api.ts";
import { validRequests } from "./testing/valid-requests.ts";

/**
 * Each operation with each object of another customer that a request can name: an order, an idempotency key, a cursor. The kinds are
 * read from the contracts.
 */

type Operation = {
  readonly operationId: OperationId;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly params?: { readonly shape: object };
  readonly headers?: { readonly shape: object };
  readonly query?: { readonly shape: object };
};

const operations: readonly Operation[] = httpOperations;
const owner = "cus_owner";
const stranger = "cus_stranger";

let postgres: TestDatabase;
let keys = 0;
const newKey = () => `isolation-${keys++}`;

beforeAll(async () => {
  postgres = await createTestDatabase();
});

async function place(api: TestApi, customerId: string, key = newKey()): Promise<Order> {
  const { body } = await api.call({
    path: "/orders",
    key,
    body: validRequests.placeOrder.body,
    customerId,
  });
  return Order.parse(body);
}

async function placeFulfilled(api: TestApi, customerId: string): Promise<Order> {
  const placed = await place(api, customerId);
  await advanceOrder(postgres.connect(), placed.id, "accepted", "fulfilled");
  return placed;
}

function call(
  api: TestApi,
  { operationId, method, path }: Operation,
  { id = "", customerId, key = newKey(), query = queryOf(operationId) }: Call,
) {
  const { body } = validRequests[operationId];
  const to = path.replace("{id}", id);
  return api.call({
    method,
    path: `${to}?${query}`,
    customerId,
    key,
    scope: "orders:read orders:write sales:read",
    ...(body && { body }),
  });
}

function queryOf(operationId: OperationId): string {
  return new URLSearchParams(validRequests[operationId].query).toString();
}

type Call = {
  readonly customerId: string;
  readonly id?: string;
  readonly key?: string;
  readonly query?: string;
};

const has = (part: { readonly shape: object } | undefined, name: string) =>
  part !== undefined && name in part.shape;
const named = (which: (operation: Operation) => boolean) =>
  operations.filter(which).map((operation) => [operation.operationId, operation] as const);

const withOrder = named(({ params }) => has(params, "id"));
const withKey = named(({ headers }) => has(headers, "Idempotency-Key"));
const withCursor = named(({ query }) => has(query, "cursor"));

test("every kind of object is named by some operation", () => {
  expect([withOrder.length, withKey.length, withCursor.length]).toEqual([3, 3, 1]);
});

test.each(withOrder)(
  "%s does not find the order of another customer, and leaves it as it is",
  async (_id, operation) => {
    const api = createTestFunction(postgres);
    const { id } = await placeFulfilled(api, owner);
    const rowsOf = () =>
      postgres.query(
        `select (select to_jsonb(orders) from orders where id = '${id}') as order,
              (select count(*)::int from returns where order_id = '${id}') as returns`,
      );
    const before = await rowsOf();
    expect(await call(api, operation, { id, customerId: stranger })).toMatchObject({
      status: 404,
      body: { type: "https://stagecraft.dev/problems/order-not-found" },
    });
    expect(await rowsOf()).toEqual(before);
    expect(api.cancelled).toEqual([]);
  },
);

test.each(withKey)("%s does not answer the key of another customer", async (_id, operation) => {
  const api = createTestFunction(postgres);
  const key = newKey();
  const isCancel = operation.operationId === "cancelOrder";
  const own = async (customerId: string) =>
    (await (isCancel ? place(api, customerId) : placeFulfilled(api, customerId))).id;
  const first = await call(api, operation, { id: await own(owner), key, customerId: owner });
  const second = await call(api, operation, { id: await own(stranger), key, customerId: stranger });
  expect(first.status).toBeLessThan(300);
  expect(second.status).toBe(first.status);
  expect(second.headers).not.toHaveProperty("idempotency-replayed");
  expect(second.body.id).not.toBe(first.body.id);
  // Each customer gets the own answer again.
  const again = await call(api, operation, {
    id: first.body.orderId ?? first.body.id,
    key,
    customerId: owner,
  });
  expect(again.body).toEqual(first.body);
});

test.each(withCursor)(
  "%s shows no order of another customer, and takes no cursor of theirs",
  async (_id, operation) => {
    const api = createTestFunction(postgres);
    const customerId = "cus_with_pages";
    const placed = [await place(api, customerId), await place(api, customerId)];
    const others = await place(api, stranger);
    const page = OrderList.parse((await call(api, operation, { customerId })).body);
    expect(page.orders.map(({ id }) => id)).toEqual([placed[1]?.id]);
    const theirs = await call(api, operation, {
      customerId: stranger,
      query: `limit=100&cursor=${page.next}`,
    });
    expect(theirs.status).toBe(400);
    const all = OrderList.parse(
      (await call(api, operation, { customerId: stranger, query: "limit=100" })).body,
    );
    const shown = all.orders.map(({ id }) => id);
    expect(shown).toContain(others.id);
    for (const { id } of placed) expect(shown).not.toContain(id);
  },
);
