import { expect, test } from "vitest";
import { arnOf } from "../sqs/testing/queue-of.ts";
import { functionArnOf, runAsyncInvoke } from "./testing/run-async-invoke.ts";

const ofFunction = { FunctionName: "import" };

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
test("an event is counted once, and its age at each attempt", async () => {
  const stage = runAsyncInvoke();
  stage.enqueue({ key: "a" });
  await (await stage.next()).fail();
  await stage.advance(60_000);
  await (await stage.next()).succeed();
  expect(stage.metrics.values("AsyncEventsReceived", ofFunction)).toEqual([1]);
  expect(stage.metrics.values("AsyncEventAge", ofFunction)).toEqual([0, 60_000]);
  expect(stage.metrics.values("AsyncEventAge", {})).toEqual([0, 60_000]);
  expect(stage.metrics.values("AsyncEventsDropped", ofFunction)).toEqual([]);
  expect(stage.metrics.named("AsyncEventAge")[0]).toMatchObject({
    namespace: "AWS/Lambda",
    unit: "Milliseconds",
  });
});

test.each([
  ["after its last attempt", { maximumRetryAttempts: 0 }],
  ["that has a destination", { maximumRetryAttempts: 0, onFailureArn: arnOf("records") }],
])("an event that failed %s is dropped", async (_what, config) => {
  const stage = runAsyncInvoke(config);
  stage.enqueue({ key: "a" });
  await (await stage.next()).fail();
  expect(stage.metrics.values("AsyncEventsDropped", ofFunction)).toEqual([1]);
  expect(stage.metrics.values("DestinationDeliveryFailures", ofFunction)).toEqual([]);
});

test.each([
  ["DestinationDeliveryFailures", { onFailureArn: arnOf("records") }, "sqs:SendMessage"],
  ["DestinationDeliveryFailures", { onFailureArn: arnOf("missing") }, ""],
  [
    "DestinationDeliveryFailures",
    { onFailureArn: functionArnOf("audit") },
    "lambda:InvokeFunction",
  ],
  ["DeadLetterErrors", { deadLetterArn: arnOf("dead") }, "sqs:SendMessage"],
  ["DeadLetterErrors", { deadLetterArn: arnOf("missing") }, ""],
])("%s counts what could not be sent: %j", async (name, config, denied) => {
  const stage = runAsyncInvoke({ maximumRetryAttempts: 0, ...config });
  stage.enqueue({ key: "a" });
  const attempt = await stage.next();
  stage.denied.add(denied);
  await attempt.fail();
  expect(stage.metrics.values(name, ofFunction)).toEqual([1]);
});
