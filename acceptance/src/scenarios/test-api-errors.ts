import type { System, TokenOverrides } from "@stagecraft/operations/local-system/start-system";
import { expect, onTestFinished, test } from "vitest";

const line = { code: "85123A", quantity: 6, price: "2.55" };
const order = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  lines: [line],
};

type Given = {
  token?: string;
  key?: string;
  body?: unknown;
  text?: string;
  type?: string;
  method?: string;
};

type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test looks at the parts that it knows
  readonly json: any;
};

/** The tests of what the orders API refuses, at the address of its function or its container. */
export function testApiErrors({
  system,
  url,
}: {
  readonly system: () => System;
  readonly url: () => string;
}): void {
  const tokenFor = (customerId: string, overrides?: TokenOverrides) =>
    system().tokenFor(customerId, overrides);

  async function call(path: string, given: Given = {}): Promise<Answer> {
    const token = given.token ?? (await tokenFor("cus_1"));
    const hasBody = given.body !== undefined || given.text !== undefined;
    const response = await fetch(url() + path, {
      method: given.method ?? (hasBody ? "POST" : "GET"),
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(given.key && { "idempotency-key": given.key }),
        ...(hasBody && { "content-type": given.type ?? "application/json" }),
      },
      ...(hasBody && { body: given.text ?? JSON.stringify(given.body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: JSON.parse(text || "{}"),
    };
  }

  test.each([
    ["invalid JSON", { text: "{" }, 400, "invalid-json"],
    ["another content type", { text: "a=1", type: "text/plain" }, 415, "unsupported-media-type"],
    ["an unknown field", { body: { ...order, discount: 1 } }, 422, "invalid-request"],
    ["a wrong type", { body: { ...order, lines: "many" } }, 422, "invalid-request"],
    ["no lines", { body: { ...order, lines: [] } }, 422, "invalid-request"],
    [
      "a negative quantity",
      { body: { ...order, lines: [{ ...line, quantity: -1 }] } },
      422,
      "invalid-request",
    ],
    [
      "a quantity above the limit",
      { body: { ...order, lines: [{ ...line, quantity: 1e9 }] } },
      422,
      "invalid-request",
    ],
    [
      "a fraction of a penny",
      { body: { ...order, lines: [{ ...line, price: "0.001" }] } },
      422,
      "invalid-request",
    ],
    ["an unknown currency", { body: { ...order, currency: "XXX" } }, 422, "invalid-request"],
    ["an invalid date", { body: { ...order, orderedOn: "2010-02-30" } }, 422, "invalid-request"],
  ])("%s is refused with its own problem type", async (_name, given, status, slug) => {
    expectProblem(await call("/orders", { key: `bad-${slug}`, ...given }), status, slug);
  });

  test("a missing or too long idempotency key is refused", async () => {
    expectProblem(await call("/orders", { body: order }), 400, "missing-idempotency-key");
    expectProblem(
      await call("/orders", { body: order, key: "k".repeat(256) }),
      400,
      "invalid-idempotency-key",
    );
  });

  test("the same key and body return the first response with a header; another body is refused", async () => {
    const first = await call("/orders", { key: "again", body: order });
    const second = await call("/orders", { key: "again", body: order });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    const other = await call("/orders", { key: "again", body: { ...order, country: "France" } });
    expectProblem(other, 422, "idempotency-key-reused");
  });

  test("another customer's order is not found", async () => {
    const { json } = await call("/orders", { key: "mine", body: order });
    const otherCustomer = await tokenFor("cus_2");
    expectProblem(
      await call(`/orders/${json.id}`, { token: otherCustomer }),
      404,
      "order-not-found",
    );
    const cancel = { token: otherCustomer, key: "theirs", body: {} };
    expectProblem(await call(`/orders/${json.id}/cancel`, cancel), 404, "order-not-found");
    expectProblem(await call("/orders/nonsense"), 404, "order-not-found");
  });

  test("an order is cancelled once", async () => {
    // Until it is cancelled, its workflow does nothing: afterwards the answer would be 202.
    const proceed = system().stage.addFault({
      kind: "transition-throttled",
      stateMachine: "OrderWorkflow",
      share: 1,
    });
    onTestFinished(proceed);
    const { json } = await call("/orders", { key: "to-cancel", body: order });
    const path = `/orders/${json.id}/cancel`;
    expect((await call(path, { key: "cancel-1", body: {} })).status).toBe(200);
    expectProblem(await call(path, { key: "cancel-2", body: {} }), 409, "order-already-cancelled");
  });

  test("an invalid cursor or another customer's cursor is refused", async () => {
    for (const key of ["page-1", "page-2"]) await call("/orders", { key, body: order });
    const { json } = await call("/orders?limit=1");
    expect(json.next).toBeTruthy();
    expectProblem(await call("/orders?cursor=garbled"), 400, "invalid-cursor");
    const next = `/orders?cursor=${encodeURIComponent(json.next)}`;
    expectProblem(await call(next, { token: await tokenFor("cus_2") }), 400, "invalid-cursor");
    expect((await call(`${next}&limit=1`)).status).toBe(200);
  });

  test("a request is refused with a missing, invalid or expired token, one for another API, and one without the scope", async () => {
    expect((await call("/orders", { token: "" })).status).toBe(401);
    expect((await call("/orders", { token: "nonsense" })).status).toBe(401);
    expect(
      (await call("/orders", { token: await tokenFor("cus_1", { ttlSeconds: -60 }) })).status,
    ).toBe(401);
    expect(
      (await call("/orders", { token: await tokenFor("cus_1", { audience: "another" }) })).status,
    ).toBe(401);
    expect(
      (await call("/orders", { token: await tokenFor("cus_1", { scopes: ["other"] }) })).status,
    ).toBe(403);
  });

  test("a body above the limit of API Gateway or Lambda is refused", async () => {
    const oversize = await call("/orders", { key: "big", text: " ".repeat(10 * 1024 * 1024 + 1) });
    expect(oversize.status).toBe(413);
    const large = await call("/orders", { key: "large", text: " ".repeat(7 * 1024 * 1024) });
    expect(large.status).toBe(413);
  });

  test("after these tests no call of a function was denied, and none failed", () => {
    expect(
      system()
        .stage.notices()
        .filter(({ kind }) => kind === "denied" || kind === "unreachable"),
    ).toEqual([]);
    expect(
      system()
        .stage.notices()
        .filter(({ message }) => message.includes("was answered 5")),
    ).toEqual([]);
  });
}

function expectProblem(response: Answer, status: number, slug: string) {
  expect(response.json).toMatchObject({
    status,
    type: expect.stringMatching(new RegExp(`/problems/${slug}$`)),
  });
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(response.text).not.toMatch(/\bat \w+.*\(.*:\d+:\d+\)/);
}
