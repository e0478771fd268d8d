import { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import { expect, test } from "vitest";
import { ordersRepository } from "../orders-repository.ts";
import { placedAt, testPlacement } from "../testing/order-placement.fixture.ts";
import { createTestDatabase } from "../testing/test-database.ts";
import { ordersStreamDestination, recordOrderChange } from "./outbox-events.ts";

test("each version of an order has an event, with the sum of its returns", async () => {
  const postgres = await createTestDatabase();
  const { run } = postgres.connect();
  const { order, ...placement } = testPlacement();
  await run((db) => ordersRepository(db).place({ order, ...placement }));
  const lines = order.lines.map((line) => ({ ...line, returned: line.line }));
  const returned = { ...order, status: "fulfilled", version: 2, lines } as const;
  await run((db) => recordOrderChange(db, returned, placedAt));

  const rows = await postgres.query<{ event: unknown }>(
    `select event from outbox where destination = '${ordersStreamDestination}'
     order by order_version`,
  );
  const events = rows.map(({ event }) => OrderChanged.parse(event));
  expect(events.map(({ subject, data }) => ({ subject, ...data }))).toMatchObject([
    { subject: order.id, version: 1, status: "placed", returnedMinor: 0 },
    { subject: order.id, version: 2, status: "fulfilled", returnedMinor: 3 * 255 },
  ]);
});
