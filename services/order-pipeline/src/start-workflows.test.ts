import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { Fault } from "@stagecraft/contracts/fault";
import { releasedMessages } from "@stagecraft/contracts/testing/released-messages";
import { testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import type { SQSEvent } from "aws-lambda";
import fc from "fast-check";
import { expect, test } from "vitest";
import { startWorkflows } from "./start-workflows.ts";

test("an item that cannot be started fails alone with its fault's code, and only first starts are counted", async () => {
  const outcomes = [
    () => ({ isFirst: true }),
    () => ({ isFirst: false }),
    () => {
      throw new Fault("workflow.unreachable", { retry: true });
    },
    () => {
      throw new TypeError("a defect");
    },
  ];
  const items = outcomes.map((_, index) => ({
    messageId: `message-${index}`,
    value: testPlacement().event,
  }));
  const orderIds = items.map(({ value }) => value.subject);
  const counted: string[] = [];
  const failed = await startWorkflows(items, {
    workflow: {
      start: async ({ orderId }) => outcomes[orderIds.indexOf(orderId)]?.() ?? { isFirst: false },
    },
    metrics: { add: (name) => void counted.push(name), flush: () => {} },
  });
  expect(failed).toEqual([
    { messageId: "message-2", reason: "workflow.unreachable" },
    { messageId: "message-3", reason: "internal" },
  ]);
  expect(counted).toEqual(["WorkflowStarted"]);
});

test.each(releasedMessages("order.placed"))(
  "every message of released version $version starts its order's workflow",
  async ({ messages }) => {
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        const started: unknown[] = [];
        const workflow = {
          start: async (input: unknown) => {
            started.push(input);
            return { isFirst: true };
          },
        };
        const handler = queueBatchHandler(
          {
            parse: (body) => acceptEvent(orderPlacedVersions, body),
            handle: (items) => startWorkflows(items, { workflow, metrics }),
          },
          { log: { info: () => {}, warn: () => {}, error: () => {} }, metrics },
        );
        const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 5_000 };
        const body = JSON.stringify(message);
        const answer = await handler({ Records: [{ messageId: "1", body }] } as SQSEvent, context);
        expect(answer.batchItemFailures).toEqual([]);
        const { orderId, version } = (message as { data: { orderId: string; version: number } })
          .data;
        expect(started).toEqual([{ orderId, version }]);
      }),
    );
  },
);

const metrics = { add: () => {}, flush: () => {} };
