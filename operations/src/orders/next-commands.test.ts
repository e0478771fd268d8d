import { contracts } from "@stagecraft/contracts/contracts";
import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderState } from "@stagecraft/contracts/order-status";
import { expect, test } from "vitest";
import { nextCommands } from "./next-commands.ts";

const id = "ord_01JDZ8Q7M0000000000000000A" as OrderId;
const order: OrderState = {
  id,
  status: "placed",
  version: 1,
  changedAt: "2026-01-05T00:00:00.000Z",
  placedAt: "2026-01-05T00:00:00.000Z",
  totalMinor: 400,
  currency: "GBP",
  cancelRequested: false,
  unpublished: {},
};
const execution = (status: string) => ({ execution: { name: `${id}-again-1`, status } });
const accepted = { ...order, status: "accepted" } as const;

test.each([
  ["an order without a workflow", order, {}, `npm run trace -- ${id}`],
  [
    "an order that is not published",
    { ...order, unpublished: { "orders-queue": 1 } },
    {},
    "npm run dlq -- list --source OutboxRelayFailures",
  ],
  [
    "an order whose workflow runs",
    accepted,
    execution("RUNNING"),
    `npm run executions -- show ${id}`,
  ],
  ["a fulfilled order", { ...order, status: "fulfilled" } as const, {}, `npm run trace -- ${id}`],
])("%s leads to its cause", (_, state, explained, first) => {
  expect(nextCommands(state, explained, { stage: "local" })[0]).toBe(first);
});

test("a failed execution leads to what its owner does, under the name of the latest execution", () => {
  expect(nextCommands(accepted, execution("FAILED"), { stage: "local" })).toContain(
    `npm run dlq -- show ${id}-again-1`,
  );
});

test("the commands are for the same stage", () => {
  const commands = nextCommands(accepted, execution("FAILED"), { stage: "dev" });
  expect(commands).toEqual([
    `npm run executions -- show ${id} --stage dev`,
    `npm run dlq -- show ${id}-again-1 --stage dev`,
    `npm run trace -- ${id} --stage dev`,
  ]);
});

test("the sources are those of the contracts", () => {
  const sources = contracts.map(({ deadLetters }) => deadLetters?.source);
  expect(sources).toEqual(expect.arrayContaining(["OrdersDeadLetters", "OutboxRelayFailures"]));
});
