import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import { orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import { releasedMessages } from "@stagecraft/contracts/testing/released-messages";
import { testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { aboutEvent } from "@stagecraft/lambda/about-event";
import { queueBatchHandler } from "@stagecraft/lambda/queue-batch";
import { sqsEvent } from "@stagecraft/lambda/testing/batch-records";
import { fakeTelemetry } from "@stagecraft/lambda/testing/fake-telemetry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { startWorkflow } from "./start-workflow.ts";

test.each([
  [true, "started", ["WorkflowStarted"]],
  [false, "started-before", []],
])(
  "whether the start is the first (%s) is logged, and only a first one is counted",
  async (isFirst, outcome, counts) => {
    const { metrics, counted } = fakeTelemetry();
    const workflow = { start: async () => ({ isFirst }) };
    const started = await startWorkflow(testPlacement().event, { workflow, metrics });
    expect(started).toEqual({ ok: true, fields: { outcome } });
    expect(counted).toEqual(counts);
  },
);

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
        const telemetry = fakeTelemetry();
        const handler = queueBatchHandler(
          {
            parse: (body) => acceptEvent(orderPlacedVersions, body),
            about: aboutEvent,
            handleEach: ({ value }) =>
              startWorkflow(value, { workflow, metrics: telemetry.metrics }),
          },
          telemetry,
        );
        const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 5_000 };
        const answer = await handler(sqsEvent(message), context);
        expect(answer.batchItemFailures).toEqual([]);
        const { orderId, version } = (message as { data: { orderId: string; version: number } })
          .data;
        expect(started).toEqual([{ orderId, version }]);
      }),
    );
  },
);
