import { stepFunctions } from "@stagecraft/aws/step-functions";
import { answerCalls } from "@stagecraft/aws/testing/answer-calls";
import { testPlacement } from "@stagecraft/database/testing/order-placement.fixture";
import { sqsEvent } from "@stagecraft/lambda/testing/batch-records";
import { fakeTelemetry } from "@stagecraft/lambda/testing/fake-telemetry";
import { expect, test } from "vitest";
import { createPipeline } from "./create-pipeline.ts";

const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:OrderWorkflow";

type Start = { stateMachineArn: string; name: string; input: string };

/** The pipeline with a fake Step Functions, which fails for the names in `failing`. */
async function openPipeline({ failing = [] as readonly string[] } = {}) {
  const started = new Map<string, Start>();
  const reach = await answerCalls<Start>(({ input: start }) => {
    if (failing.includes(start.name)) return { status: 500, body: { __type: "InternalFailure" } };
    if (started.has(start.name)) {
      return { status: 400, body: { __type: "ExecutionAlreadyExists", message: "It ended." } };
    }
    started.set(start.name, start);
    return { body: { executionArn: `${arn}:${start.name}`, startDate: 0 } };
  });
  const { counted, ...telemetry } = fakeTelemetry();
  const handler = createPipeline(stepFunctions(reach), arn, telemetry);
  const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 5_000 };
  const deliver = async (...bodies: unknown[]) => {
    const { batchItemFailures } = await handler(sqsEvent(...bodies), context);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { started, deliver, counted };
}

test("an order's workflow is started with the order's id as its name", async () => {
  const { started, deliver, counted } = await openPipeline();
  const { event } = testPlacement();
  expect(await deliver(event)).toEqual([]);
  const input = JSON.stringify({ orderId: event.subject, version: 1 });
  expect([...started.values()]).toEqual([{ stateMachineArn: arn, name: event.subject, input }]);
  expect(counted).toEqual(["WorkflowStarted"]);
});

test("an event of version 1 starts its workflow as well", async () => {
  const { started, deliver } = await openPipeline();
  const { total, ...data } = testPlacement().event.data;
  const event = {
    ...testPlacement().event,
    dataschema: "https://stagecraft.dev/schemas/order.placed/1",
    data: { ...data, currency: total.currency, totalMinor: total.amountMinor },
  };
  expect(await deliver(event)).toEqual([]);
  expect([...started.keys()]).toEqual([data.orderId]);
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
test("a second delivery starts nothing and succeeds", async () => {
  const { started, deliver, counted } = await openPipeline();
  const events = [testPlacement().event, testPlacement().event];
  await deliver(...events);
  expect(await deliver(...events)).toEqual([]);
  expect(started.size).toBe(2);
  expect(counted).toEqual(["WorkflowStarted", "WorkflowStarted"]);
});

test("an order whose workflow cannot be started and an invalid message fail alone", async () => {
  const [first, second] = [testPlacement().event, testPlacement().event];
  const { started, deliver } = await openPipeline({ failing: [first.subject] });
  const failed = await deliver("poison", first, second, { type: "order.placed" });
  expect(failed.toSorted()).toEqual(["message-0", "message-1", "message-3"]);
  expect([...started.keys()]).toEqual([second.subject]);
});
