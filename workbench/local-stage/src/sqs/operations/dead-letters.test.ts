import { expect, test } from "vitest";
import { createQueueDirectory } from "../queue-directory.ts";
import { openTestSqs, urlOf } from "../testing/open-test-sqs.ts";
import { arnOf, queueOf, queueWithDeadLetters, testAccountId } from "../testing/queue-of.ts";

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
test("a message received as often as the policy allows is moved when it would be received again", async () => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 2));
  const { MessageId } = await stage.send("orders", "a");
  const sentAtMs = stage.clock.nowMs();
  for (let received = 0; received < 2; received += 1) {
    expect(await stage.bodies("orders")).toEqual(["a"]);
    stage.clock.advance(30_000);
  }
  expect(stage.sqs().depths().orders?.visible).toBe(1);
  expect(await stage.bodies("orders")).toEqual([]);
  expect(stage.sqs().depths().orders?.visible).toBe(0);
  const [dead] = await stage.receive("dead");
  expect(dead).toMatchObject({ MessageId, Body: "a" });
  expect(dead.Attributes).toMatchObject({
    DeadLetterQueueSourceArn: arnOf("orders"),
    SentTimestamp: String(sentAtMs),
  });
});

test("who waits for the dead-letter queue is notified, and the receive continues with the next message", async () => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 1));
  await stage.send("orders", "poison");
  await stage.receive("orders", { VisibilityTimeout: 0 });
  await stage.send("orders", "next");
  const waiting = stage.bodies("dead", { WaitTimeSeconds: 20 });
  expect(await stage.bodies("orders")).toEqual(["next"]);
  expect(await waiting).toEqual(["poison"]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
test("in a standard queue a dead-letter message keeps its age, in a FIFO queue it gets a new time", async () => {
  const retention = { messageRetentionSeconds: 100 };
  const policy = (name: string) => ({
    redrivePolicy: { deadLetterTargetArn: arnOf(name), maxReceiveCount: 1 },
  });
  const stage = openTestSqs([
    queueOf("orders", { ...retention, ...policy("dead") }),
    queueOf("dead", retention),
    queueOf("orders.fifo", { ...retention, ...policy("dead.fifo") }),
    queueOf("dead.fifo", retention),
  ]);
  await stage.send("orders", "a");
  await stage.send("orders.fifo", "a", { MessageGroupId: "g", MessageDeduplicationId: "d" });
  for (const name of ["orders", "orders.fifo"]) {
    await stage.receive(name, { VisibilityTimeout: 60 });
  }
  stage.clock.advance(60_000);
  for (const name of ["orders", "orders.fifo"]) expect(await stage.receive(name)).toEqual([]);
  expect(stage.sqs().depths().dead?.visible).toBe(1);
  stage.clock.advance(40_000);
  expect(stage.sqs().depths().dead?.visible).toBe(0);
  expect(stage.sqs().depths()["dead.fifo"]?.visible).toBe(1);
  stage.clock.advance(60_000);
  expect(stage.sqs().depths()["dead.fifo"]?.visible).toBe(0);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
test("in a FIFO dead-letter queue a message's id is its deduplication id, and its group continues", async () => {
  const stage = openTestSqs(queueWithDeadLetters("orders.fifo", "dead.fifo", 1));
  const sent = await stage.send("orders.fifo", "a1", {
    MessageGroupId: "a",
    MessageDeduplicationId: "one",
  });
  await stage.receive("orders.fifo", { VisibilityTimeout: 0 });
  await stage.send("orders.fifo", "a2", { MessageGroupId: "a", MessageDeduplicationId: "two" });
  expect(await stage.bodies("orders.fifo")).toEqual(["a2"]);
  const [dead] = await stage.receive("dead.fifo");
  expect(dead.Attributes).toMatchObject({
    MessageDeduplicationId: sent.MessageId,
    MessageGroupId: "a",
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html (RedrivePolicy, RedriveAllowPolicy)
test.for([
  ["a dead-letter queue that does not exist", "nothing", {}, /is not a queue of this program/],
  ["a dead-letter queue of the other type", "dead.fifo", {}, /must be of the same type/],
  ["one that accepts nobody", "dead", { redrivePermission: "denyAll" }, /accepts no source queue/],
  [
    "one that accepts others",
    "dead",
    { redrivePermission: "byQueue", sourceQueueArns: [arnOf("other")] },
    /does not list this queue/,
  ],
] as const)("a plan is refused with %s", ([, target, allow, message]) => {
  const redriveAllowPolicy = { redrivePermission: "allowAll" as const, ...allow };
  const redrivePolicy = { deadLetterTargetArn: arnOf(target), maxReceiveCount: 3 };
  const queues = [
    queueOf("orders", { redrivePolicy }),
    queueOf("dead", { redriveAllowPolicy }),
    queueOf("dead.fifo"),
  ];
  const plan = { queues, accountId: testAccountId, endpointUrl: () => "http://127.0.0.1:4000" };
  expect(() => createQueueDirectory(plan)).toThrow(message);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
test("a dead-letter queue lists its sources", async () => {
  const stage = openTestSqs(queueWithDeadLetters("orders", "dead", 3));
  const answer = await stage.call("ListDeadLetterSourceQueues", { QueueUrl: urlOf("dead") });
  expect(answer).toEqual({ queueUrls: [urlOf("orders")] });
});
