import { Fault } from "@stagecraft/contracts/fault";
import { somePlacing } from "@stagecraft/database/testing/placing.fixture";
import { expect, test } from "vitest";
import { startWorkflows } from "./start-workflows.ts";

test("what cannot be started fails alone, by its fault's code; only a first start is counted", async () => {
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
    value: somePlacing().event,
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
