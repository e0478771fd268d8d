import { expect, test } from "vitest";
import { formatTaskHandle } from "../move-tasks/task-handle.ts";
import { openTestSqs } from "../testing/open-test-sqs.ts";
import { arnOf, queueOf, queueWithDeadLetters } from "../testing/queue-of.ts";

/** Messages that were received once too often, waiting in the dead-letter queue. */
async function openWithDeadLetters(count: number) {
  const queues = [...queueWithDeadLetters("orders", "dead", 1), queueOf("other")];
  const stage = openTestSqs(queues);
  for (let index = 0; index < count; index += 1) await stage.send("orders", `m${index}`);
  for (let done = 0; done < count; done += 10) await stage.receive("orders");
  stage.clock.advance(30_000);
  await stage.receive("orders");
  expect(stage.sqs().depths().dead?.visible).toBe(count);
  return {
    ...stage,
    start: (more: object = {}) =>
      stage.call("StartMessageMoveTask", { SourceArn: arnOf("dead"), ...more }),
    async task() {
      const { Results } = await stage.call("ListMessageMoveTasks", { SourceArn: arnOf("dead") });
      return Results[0];
    },
  };
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
test("dead-letter messages are moved to their source queues, as new messages, at the requested rate", async () => {
  const stage = await openWithDeadLetters(25);
  const { TaskHandle } = await stage.start({ MaxNumberOfMessagesPerSecond: 10 });
  expect(await stage.task()).toEqual({
    TaskHandle,
    Status: "RUNNING",
    SourceArn: arnOf("dead"),
    MaxNumberOfMessagesPerSecond: 10,
    ApproximateNumberOfMessagesMoved: 0,
    ApproximateNumberOfMessagesToMove: 25,
    StartedTimestamp: stage.clock.nowMs(),
  });
  stage.clock.advance(1_000);
  expect(await stage.task()).toMatchObject({ ApproximateNumberOfMessagesMoved: 10 });
  stage.clock.advance(2_000);
  const ended = await stage.task();
  expect(ended).toMatchObject({ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 25 });
  expect(ended).not.toHaveProperty("TaskHandle");
  expect(stage.sqs().depths()).toMatchObject({ dead: { visible: 0 }, orders: { visible: 25 } });
  const [message] = await stage.receive("orders");
  expect(message.Body).toBe("m0");
  expect(message.Attributes.ApproximateReceiveCount).toBe("1");
  expect(message.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
});

test("without a rate it is 500 a second, and another queue of the type can be the destination", async () => {
  const stage = await openWithDeadLetters(60);
  await stage.start({ DestinationArn: arnOf("other") });
  stage.clock.advance(100);
  expect(stage.sqs().depths()).toMatchObject({ dead: { visible: 10 }, other: { visible: 50 } });
});

test("a task continues after a restart, and no message is lost or duplicated", async () => {
  const stage = await openWithDeadLetters(30);
  await stage.start({ MaxNumberOfMessagesPerSecond: 10 });
  stage.clock.advance(1_500);
  stage.restart();
  stage.clock.advance(5_000);
  expect(await stage.task()).toMatchObject({
    Status: "COMPLETED",
    ApproximateNumberOfMessagesMoved: 30,
  });
  const bodies = new Set<string>();
  for (let batch = 0; batch < 4; batch += 1) {
    for (const body of await stage.bodies("orders")) bodies.add(body);
  }
  expect(bodies.size).toBe(30);
  expect(stage.sqs().depths()).toMatchObject({
    dead: { visible: 0 },
    orders: { visible: 0, notVisible: 30 },
  });
});

test("a dead-letter message that arrives while the task runs is not moved", async () => {
  const stage = await openWithDeadLetters(2);
  await stage.start({ MaxNumberOfMessagesPerSecond: 1 });
  stage.clock.advance(1_000);
  await stage.receive("orders", { VisibilityTimeout: 0 });
  await stage.receive("orders");
  stage.clock.advance(10_000);
  expect(await stage.task()).toMatchObject({
    Status: "COMPLETED",
    ApproximateNumberOfMessagesMoved: 2,
  });
  expect(stage.sqs().depths().dead?.visible).toBe(1);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html
test("a running task can be cancelled: what was moved stays moved", async () => {
  const stage = await openWithDeadLetters(20);
  const { TaskHandle } = await stage.start({ MaxNumberOfMessagesPerSecond: 10 });
  stage.clock.advance(500);
  expect(await stage.call("CancelMessageMoveTask", { TaskHandle })).toEqual({
    ApproximateNumberOfMessagesMoved: 5,
  });
  stage.clock.advance(10_000);
  expect(stage.sqs().depths()).toMatchObject({ dead: { visible: 15 }, orders: { visible: 5 } });
  await expect(stage.call("CancelMessageMoveTask", { TaskHandle })).rejects.toMatchObject({
    code: "UnsupportedOperation",
  });
});

test("a queue has one task at a time", async () => {
  const stage = await openWithDeadLetters(2);
  await stage.start();
  await expect(stage.start()).rejects.toThrow(/Only one active task/);
  stage.clock.advance(1_000);
  await stage.start();
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasksResultEntry.html
test("a task fails at a message that was sent to the dead-letter queue directly, since it has no source", async () => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 1));
  await stage.send("dead", "stray");
  await stage.call("StartMessageMoveTask", { SourceArn: arnOf("dead") });
  stage.clock.advance(1_000);
  const { Results } = await stage.call("ListMessageMoveTasks", { SourceArn: arnOf("dead") });
  expect(Results).toMatchObject([
    { Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" },
  ]);
  expect(stage.sqs().depths().dead?.visible).toBe(1);
});

test.for([
  ["a source that does not exist", { SourceArn: arnOf("nothing") }, "ResourceNotFoundException"],
  [
    "a source that is no dead-letter queue",
    { SourceArn: arnOf("orders") },
    "InvalidParameterValueException",
  ],
  [
    "a destination that does not exist",
    { SourceArn: arnOf("dead"), DestinationArn: arnOf("nothing") },
    "ResourceNotFoundException",
  ],
  [
    "a rate above 500",
    { SourceArn: arnOf("dead"), MaxNumberOfMessagesPerSecond: 501 },
    "InvalidParameterValueException",
  ],
] as const)("a task is refused with %s", async ([, input, code]) => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 1));
  const status = code === "ResourceNotFoundException" ? 404 : 400;
  await expect(stage.call("StartMessageMoveTask", input)).rejects.toMatchObject({ code, status });
});

// Recorded from AWS by LocalStack: test_sqs_move_task.snapshot.json, test_cancel_with_invalid_...
test.for([
  ["dead", "Task does not exist."],
  ["nothing", "The resource that you specified for the SourceArn parameter doesn't exist."],
] as const)("a task of %s that nobody started is not found", async ([source, message]) => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 1));
  const TaskHandle = formatTaskHandle({ taskId: "other", sourceArn: arnOf(source) });
  await expect(stage.call("CancelMessageMoveTask", { TaskHandle })).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    status: 404,
    message,
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
test("a redrive needs the permissions to empty one queue and to fill the other", () => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 1));
  const input = { SourceArn: arnOf("dead") };
  expect(stage.sqs().operations.StartMessageMoveTask?.permissions(input)).toEqual([
    { action: "sqs:StartMessageMoveTask", resource: arnOf("dead") },
    { action: "sqs:ReceiveMessage", resource: arnOf("dead") },
    { action: "sqs:DeleteMessage", resource: arnOf("dead") },
    { action: "sqs:GetQueueAttributes", resource: arnOf("dead") },
    { action: "sqs:SendMessage", resource: arnOf("orders") },
  ]);
});
