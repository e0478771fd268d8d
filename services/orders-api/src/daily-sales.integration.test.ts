import { createTestDatabase } from "@stagecraft/database/testing/test-database";
import { afterAll, expect, test } from "vitest";
import { closeTestIssuer, createTestContainer, createTestFunction } from "./testing/test-api.ts";

afterAll(closeTestIssuer);

test.each([
  ["function", createTestFunction],
  ["container", createTestContainer],
])(
  "the %s lists daily sales by day and country, for a token with the scope",
  async (_, createTestApi) => {
    const postgres = await createTestDatabase();
    await postgres.query(`insert into daily_sales values
    ('2010-12-01', 'United Kingdom', 'GBP', 3, 35640, 1275),
    ('2010-12-01', 'France', 'GBP', 1, 0, 0),
    ('2010-12-02', 'France', 'EUR', 2, 905, 5),
    ('2010-12-03', 'France', 'EUR', 1, 1, 0)`);
    const api = createTestApi(postgres);
    const get = (query: string, scope = "sales:read") =>
      api.call({ method: "GET", path: `/sales/daily?${query}`, scope });

    const france = [
      ["2010-12-01", { country: "France", currency: "GBP", orders: 1, total: "0.00" }],
      ["2010-12-02", { country: "France", currency: "EUR", orders: 2, total: "9.05" }],
    ] as const;
    const [first, second] = france.map(([orderedOn, sales]) => ({ orderedOn, ...sales }));
    const british = { country: "United Kingdom", total: "356.40", returned: "12.75" };
    expect(await get("from=2010-12-01&to=2010-12-02")).toMatchObject({
      status: 200,
      body: { sales: [first, british, second] },
    });
    expect((await get("from=2010-12-01&to=2010-12-02&country=France")).body).toMatchObject({
      sales: [first, second],
    });
    expect((await get("from=2011-01-01&to=2011-01-01")).body).toEqual({ sales: [] });
    expect(await get("from=2010-12-02&to=2010-12-01")).toMatchObject({
      status: 422,
      body: { errors: [{ path: "to" }] },
    });
    const without = await get("from=2010-12-01&to=2010-12-02", "orders:read");
    expect(without).toMatchObject({ status: 403 });
  },
);
