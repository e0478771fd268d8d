import { httpOperations, type OperationId } from "@stagecraft/contracts/http-operations";
import { advanceOrder } from "@stagecraft/database/testing/advance-order.fixture";
import { createTestDatabase, type TestDatabase } from "@stagecraft/database/testing/test-database";
import { beforeAll, expect, test } from "vitest";
import { createTestFunction } from "./testing/test-api.ts";
import { validRequests } from "./testing/valid-requests.ts";

/**
 * Each text that a caller can set, in the path, the query, the headers and the body, gets each of these once. The answer must be that
 * of a harmless text in the same place, or a refusal, and the data is as before.
 */
const nastyTexts = [
  "' or '1'='1",
  "x' or country like '%",
  "'; delete from orders; --",
  "' union select id, 'a', 'b', 1, 1, 1 from orders --",
  "\\'; select pg_sleep(1); --",
  "%",
  "_",
  "$1",
  "$$",
  "\u202eabc",
  "{{7*7}}",
  "$" + "{7*7}",
  "<script>alert(1)</script>",
  "../../../etc/passwd",
  "%2e%2e%2f",
  "constructor",
  "__proto__",
  "null",
  "true",
  "NaN",
  "0x10",
  "1e2",
  "-1",
  "é ☃ 𝄞",
  "a\nb",
  "a\u0000b",
];

const harmless = "HARMLESS";
const customerId = "cus_injection";
const scope = "orders:read orders:write sales:read";

type Operation = {
  readonly operationId: OperationId;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: { readonly shape: object };
  readonly headers?: { readonly shape: object };
};

/** Where a text goes, and the request with it. */
type Place = { readonly name: string; request(text: string): Request };
type Request = {
  readonly id?: string;
  readonly query?: { readonly [name: string]: string };
  readonly key?: string;
  readonly body?: unknown;
};

const operations: readonly Operation[] = httpOperations;

let postgres: TestDatabase;
let keys = 0;

beforeAll(async () => {
  postgres = await createTestDatabase();
  await postgres.query(`insert into daily_sales values
    ('2010-12-01', 'United Kingdom', 'GBP', 3, 35640, 1275), ('2010-12-01', 'France', 'GBP', 1, 0, 0)`);
});

function operationOf(id: OperationId): Operation {
  const found = operations.find(({ operationId }) => operationId === id);
  if (!found) throw new Error(`There is no operation ${id}`);
  return found;
}

/** An API with a fulfilled order of the customer, for one test. */
async function open() {
  const api = createTestFunction(postgres);
  const send = ({ operationId, method, path }: Operation, request: Request, orderId = "") => {
    const valid = validRequests[operationId];
    const query = new URLSearchParams({ ...valid.query, ...request.query });
    const { body = valid.body } = request;
    return api.call({
      method,
      path: `${path.replace("{id}", encodeURIComponent(request.id ?? orderId))}?${query}`,
      customerId,
      scope,
      key: request.key ?? `injection-${keys++}`,
      ...(body === undefined ? {} : { body }),
    });
  };
  const placed = await send(operationOf("placeOrder"), {});
  await advanceOrder(postgres.connect(), placed.body.id, "accepted", "fulfilled");
  return (operation: Operation, request: Request) => send(operation, request, placed.body.id);
}

/** Every place for a text in a request of the operation, by its contract. */
function placesOf({ operationId, path, query, headers }: Operation): readonly Place[] {
  const { body } = validRequests[operationId];
  return [
    ...(path.includes("{id}") ? [{ name: "path id", request: (id: string) => ({ id }) }] : []),
    ...Object.keys(query?.shape ?? {}).map((name) => ({
      name: `query ${name}`,
      request: (text: string) => ({ query: { [name]: text } }),
    })),
    ...(headers && "Idempotency-Key" in headers.shape
      ? [{ name: "header Idempotency-Key", request: (key: string) => ({ key }) }]
      : []),
    ...textPaths(body).map((at) => ({
      name: `body ${at.join(".")}`,
      request: (text: string) => ({ body: withText(body, at, text) }),
    })),
  ];
}

function textPaths(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === "string") return [at];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => textPaths(field, [...at, name]));
}

function withText(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((each, index) => (String(index) === name ? withText(each, rest, text) : each));
  }
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [name]: withText(fields[name], rest, text) };
}

const rows = () =>
  postgres.query(`select (select count(*)::int from orders) as orders,
    (select count(*)::int from daily_sales) as sales, (select count(*)::int from returns) as returns`);

/** An answer without what differs from call to call, and without the text. */
function comparable({ status, body }: { status: number; body: unknown }, text: string) {
  const fields = JSON.stringify(body, (name, value) =>
    ["id", "createdAt", "detail", "instance", "next"].includes(name) ? "-" : value,
  );
  return { status, body: JSON.parse(fields.replaceAll(JSON.stringify(text), '"-"')) as unknown };
}

const places = operations.flatMap((operation) =>
  placesOf(operation).map((place) => [operation.operationId, place.name, place] as const),
);

test("every operation with an input has its places", () => {
  expect(new Set(places.map(([id]) => id))).toEqual(
    new Set([
      "placeOrder",
      "listOrders",
      "getOrder",
      "cancelOrder",
      "returnOrder",
      "listDailySales",
    ]),
  );
});

test.each(places)(
  "%s, %s: a nasty text is answered as a harmless one, or refused",
  async (id, _name, place) => {
    const send = await open();
    const operation = operationOf(id);
    const expected = comparable(await send(operation, place.request(harmless)), harmless);
    for (const text of nastyTexts) {
      const before = await rows();
      const answer = await send(operation, place.request(text));
      expect(answer.status, text).toBeLessThan(500);
      const isRefused = [400, 404, 409, 422].includes(answer.status);
      if (!isRefused) expect(comparable(answer, text), text).toEqual(expected);
      // A refusal changes nothing, and an accepted write adds what it says.
      if (isRefused || operation.method === "GET") expect(await rows(), text).toEqual(before);
    }
  },
);
