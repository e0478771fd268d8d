import {
  BatchEntryIdsNotDistinct,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { serveOperations } from "./testing/json-protocol-server.ts";
import { openTestSqs } from "./testing/open-test-sqs.ts";
import { arnOf, queueOf, queueWithDeadLetters, testAccountId } from "./testing/queue-of.ts";

async function openWithSdk(queues: readonly QueueDefinition[]) {
  const stage = openTestSqs(queues, createClock());
  const endpoint = await serveOperations(stage.sqs().operations);
  const client = new SQSClient({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return { ...stage, client, urlOf: (name: string) => `${endpoint}/${testAccountId}/${name}` };
}

// The SDK compares MD5OfMessageBody and MD5OfBody by itself and throws when they differ.
test("the SDK sends, receives, keeps and deletes a message with attributes of every type", async () => {
  const { client, urlOf } = await openWithSdk([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  const MessageAttributes = {
    text: { DataType: "String", StringValue: "grüße" },
    count: { DataType: "Number", StringValue: "42" },
    bytes: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 1, 255) },
  };
  const sent = await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: "été ✓ 🎁",
      MessageAttributes,
      MessageSystemAttributes: {
        AWSTraceHeader: {
          DataType: "String",
          StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793",
        },
      },
    }),
  );
  const { Messages: [message] = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["AWSTraceHeader", "ApproximateReceiveCount"],
    }),
  );
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: "été ✓ 🎁",
    MessageAttributes,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    Attributes: {
      AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
      ApproximateReceiveCount: "1",
    },
  });
  const ReceiptHandle = message?.ReceiptHandle;
  await client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }),
  );
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "0",
  });
});

test("the SDK's batches work and name their failures", async () => {
  const { client, urlOf } = await openWithSdk([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  const Entries = ["a", "b", "c"].map((Id) => ({ Id, MessageBody: `body ${Id}` }));
  const sent = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [...Entries, { Id: "bad", MessageBody: "\u0000" }],
    }),
  );
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(["a", "b", "c"]);
  expect(sent.Failed).toMatchObject([{ Id: "bad", Code: "InvalidMessageContents" }]);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  const handles = Messages.map(({ MessageId, ReceiptHandle }) => ({
    Id: MessageId,
    ReceiptHandle,
  }));
  const changed = await client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: handles.map((entry) => ({ ...entry, VisibilityTimeout: 90 })),
    }),
  );
  expect(changed.Successful).toHaveLength(3);
  const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
  expect(deleted.Successful).toHaveLength(3);
});

test("the SDK knows the errors by their classes", async () => {
  const { client, urlOf } = await openWithSdk([queueOf("orders")]);
  await expect(
    client.send(new SendMessageCommand({ QueueUrl: urlOf("nothing"), MessageBody: "a" })),
  ).rejects.toBeInstanceOf(QueueDoesNotExist);
  const Entries = [1, 2].map((n) => ({ Id: "same", MessageBody: `${n}` }));
  await expect(
    client.send(new SendMessageBatchCommand({ QueueUrl: urlOf("orders"), Entries })),
  ).rejects.toBeInstanceOf(BatchEntryIdsNotDistinct);
  await expect(
    client.send(new ReceiveMessageCommand({ QueueUrl: urlOf("orders"), MaxNumberOfMessages: 11 })),
  ).rejects.toMatchObject({ name: expect.stringContaining("InvalidParameterValue") });
});

test("a long poll of the SDK ends with a send of the SDK", async () => {
  const { client, urlOf } = await openWithSdk([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  const polled = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }));
  expect((await polled).Messages).toMatchObject([{ Body: "a" }]);
});

test("an aborted long poll of the SDK takes no message", async () => {
  const { client, urlOf, sqs } = await openWithSdk([queueOf("orders")]);
  const QueueUrl = urlOf("orders");
  const abort = new AbortController();
  const polled = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: abort.signal,
  });
  abort.abort();
  await expect(polled).rejects.toThrow();
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }));
  expect(sqs().depths().orders?.visible).toBe(1);
});

test("the SDK finds, lists and purges queues, and redrives dead-letter messages", async () => {
  const { client, urlOf, sqs, clock } = await openWithSdk(
    queueWithDeadLetters("orders", "dead", 1),
  );
  const QueueUrl = urlOf("orders");
  expect(await client.send(new GetQueueUrlCommand({ QueueName: "orders" }))).toMatchObject({
    QueueUrl: expect.stringMatching(/\/123456789012\/orders$/),
  });
  expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toHaveLength(2);
  const sources = await client.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: urlOf("dead") }),
  );
  expect(sources.queueUrls).toHaveLength(1);

  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a" }));
  for (let received = 0; received < 2; received += 1) {
    await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
  }
  expect(sqs().depths().dead?.visible).toBe(1);
  const SourceArn = arnOf("dead");
  const { TaskHandle } = await client.send(new StartMessageMoveTaskCommand({ SourceArn }));
  expect(TaskHandle).toBeTruthy();
  clock.jumpTo(clock.nowMs() + 1_000);
  const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn }));
  expect(Results).toMatchObject([{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1 }]);
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  expect(sqs().depths()).toMatchObject({ orders: { visible: 0 }, dead: { visible: 0 } });
});
