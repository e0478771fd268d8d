import {
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  ProvisionedThroughputExceededException,
  PutRecordCommand,
  PutRecordsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-kinesis";
import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { listen } from "../endpoint/listen.ts";
import { serveRequests } from "../endpoint/serve-requests.ts";
import { parseFailureRecord } from "../event-source-mappings/kinesis/failure-record.ts";
import { rereadFailedRecords } from "../event-source-mappings/kinesis/reread-failed-records.ts";
import { createStreamPoller } from "../event-source-mappings/kinesis/stream-poller.ts";
import type { Authority } from "../iam/authority.ts";
import { createIdentities } from "../iam/credentials.ts";
import { createSqs } from "../sqs/sqs.ts";
import { queueOf } from "../sqs/testing/queue-of.ts";
import { createReports } from "../stage/report.ts";
import { firstShardId, openTestKinesis } from "./testing/open-test-kinesis.ts";
import { streamArnOf, streamOf, testAccountId, testRegion } from "./testing/stream-of.ts";

const caller = {
  kind: "role",
  roleArn: `arn:aws:iam::${testAccountId}:role/projector`,
  functionName: "projector",
} as const;

/** The SDK's own client, over HTTP/2 without TLS, signed, against the stage's endpoint. */
async function openWithSdk(streams: readonly StreamDefinition[], denied: readonly string[] = []) {
  const stage = openTestKinesis(streams, createClock());
  const identities = createIdentities();
  const authority: Authority = {
    authorize: (_caller, { action, resource }) =>
      denied.includes(action)
        ? { allowed: false, message: `may not ${action} on ${resource}`, explanation: "nothing" }
        : { allowed: true },
    trusts: () => ({ allowed: true }),
    permissionsUsed: () => [],
  };
  const serve = serveRequests(
    {
      services: {
        kinesis: jsonService("Kinesis", "kinesis-streams", stage.kinesis().operations),
      },
      callers: [],
      identities,
      authority,
      network: { toService: () => ({ open: true }) },
      reports: createReports(() => {}),
      nowMs: stage.clock.nowMs,
    },
    (_request, response) => void response.writeHead(404).end(),
  );
  const listener = await listen(0, serve);
  const client = new KinesisClient({
    endpoint: `http://127.0.0.1:${listener.port}`,
    region: testRegion,
    credentials: identities.issue(caller),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await listener.close();
  });
  return { ...stage, client };
}

const Data = Buffer.from("été ✓");

test("the SDK puts a record and reads it again", async () => {
  const { client } = await openWithSdk([streamOf("sales")]);
  const put = await client.send(
    new PutRecordCommand({ StreamName: "sales", Data, PartitionKey: "order-1" }),
  );
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamARN: streamArnOf("sales"),
      ShardId: put.ShardId,
      ShardIteratorType: "TRIM_HORIZON",
    }),
  );
  const read = await client.send(new GetRecordsCommand({ ShardIterator }));
  expect(read.Records).toEqual([
    {
      SequenceNumber: put.SequenceNumber,
      PartitionKey: "order-1",
      Data: new Uint8Array(Data),
      ApproximateArrivalTimestamp: expect.any(Date),
    },
  ]);
  expect(read).toMatchObject({ MillisBehindLatest: 0, NextShardIterator: expect.any(String) });
});

test("the SDK's AT_TIMESTAMP works", async () => {
  const { client, clock } = await openWithSdk([streamOf("sales")]);
  const putNow = () =>
    client.send(new PutRecordCommand({ StreamName: "sales", Data, PartitionKey: "k" }));
  await putNow();
  clock.jumpTo(clock.nowMs() + 5_000);
  const Timestamp = new Date(clock.nowMs());
  const { SequenceNumber } = await putNow();
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamName: "sales",
      ShardId: firstShardId,
      ShardIteratorType: "AT_TIMESTAMP",
      Timestamp,
    }),
  );
  const { Records } = await client.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records).toMatchObject([{ SequenceNumber }]);
});

test("the SDK sees which records of a batch failed", async () => {
  const { client } = await openWithSdk([streamOf("sales")]);
  const large = Buffer.alloc(900_000);
  const answer = await client.send(
    new PutRecordsCommand({
      StreamName: "sales",
      Records: [large, large, Buffer.from("a")].map((bytes) => ({
        Data: bytes,
        PartitionKey: "k",
      })),
    }),
  );
  expect(answer.FailedRecordCount).toBe(1);
  expect(answer.Records?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    "ProvisionedThroughputExceededException",
    undefined,
  ]);
});

test("the SDK lists and describes streams and shards", async () => {
  const { client } = await openWithSdk([streamOf("sales", { mode: "ON_DEMAND", shardCount: 4 })]);
  expect(await client.send(new ListStreamsCommand({}))).toMatchObject({ StreamNames: ["sales"] });
  const StreamARN = streamArnOf("sales");
  const { Shards } = await client.send(new ListShardsCommand({ StreamARN }));
  expect(Shards).toHaveLength(4);
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamARN }));
  expect(StreamDescription?.StreamCreationTimestamp).toBeInstanceOf(Date);
  const { StreamDescriptionSummary } = await client.send(
    new DescribeStreamSummaryCommand({ StreamARN }),
  );
  expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 4, StreamStatus: "ACTIVE" });
});

test("the SDK knows the errors by their classes", async () => {
  const { client, clock } = await openWithSdk([streamOf("sales")]);
  const record = { Data: Buffer.alloc(900_000), PartitionKey: "k" };
  await expect(
    client.send(new PutRecordCommand({ ...record, StreamName: "none" })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
  await client.send(new PutRecordCommand({ ...record, StreamName: "sales" }));
  await expect(
    client.send(new PutRecordCommand({ ...record, StreamName: "sales" })),
  ).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamName: "sales",
      ShardId: firstShardId,
      ShardIteratorType: "LATEST",
    }),
  );
  clock.jumpTo(clock.nowMs() + 300_001);
  // As in a function, whose clock is shifted: a signature with another time is refused.
  client.config.systemClockOffset = clock.offsetMs();
  await expect(client.send(new GetRecordsCommand({ ShardIterator }))).rejects.toBeInstanceOf(
    ExpiredIteratorException,
  );
});

test("a role without the permission is refused", async () => {
  const { client } = await openWithSdk([streamOf("sales")], ["kinesis:PutRecord"]);
  await expect(
    client.send(new PutRecordCommand({ StreamName: "sales", Data, PartitionKey: "k" })),
  ).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: `may not kinesis:PutRecord on ${streamArnOf("sales")}`,
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
test("a poison record ends in the failure queue, and can be read again with its failure record", async () => {
  const { client, kinesis, state, clock } = await openWithSdk([streamOf("sales")]);
  const failures = queueOf("failures");
  const endpointUrl = () => "http://127.0.0.1:4000";
  const sqs = createSqs({
    state: state(),
    clock,
    queues: [failures],
    accountId: testAccountId,
    endpointUrl,
  });
  const discarded = Promise.withResolvers<void>();
  const handled: string[] = [];
  const poller = createStreamPoller({
    kinesis: kinesis(),
    source: {
      logicalName: "Projector",
      uuid: "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e",
      streamArn: streamArnOf("sales"),
      functionArn: `arn:aws:lambda:${testRegion}:${testAccountId}:function:projector`,
      enabled: true,
      batchSize: 10,
      maximumBatchingWindowMs: 0,
      start: { at: "TRIM_HORIZON" },
      parallelizationFactor: 1,
      bisectBatchOnFunctionError: true,
      maximumRetryAttempts: 0,
      reportBatchItemFailures: false,
      filterPatterns: [],
      onFailureArn: failures.arn,
    },
    caller,
    async invoke(_functionArn, event) {
      const { Records } = event as { Records: { kinesis: { data: string } }[] };
      const bodies = Records.map(({ kinesis: { data } }) => Buffer.from(data, "base64").toString());
      const requestId = "request-1";
      if (bodies.includes("poison")) {
        const payload = { errorType: "Error", errorMessage: "boom" };
        return { kind: "function-error", payload, requestId };
      }
      handled.push(...bodies);
      return { kind: "success", payload: null, requestId };
    },
    allow: () => ({ allowed: true }),
    sendMessage: (queueArn, MessageBody) =>
      sqs.operations.SendMessage?.run(
        {
          QueueUrl: `${endpointUrl()}/${testAccountId}/${queueArn.split(":").at(-1)}`,
          MessageBody,
        },
        { caller, requestId: "request-2", signal: new AbortController().signal },
      ),
    report: ({ kind }) => kind === "batch-discarded" && discarded.resolve(),
    recordOutcome() {},
  });
  onTestFinished(async () => {
    await poller.stop();
    sqs.stop();
  });

  await client.send(
    new PutRecordsCommand({
      StreamName: "sales",
      Records: ["a", "b", "poison", "c"].map((body) => ({
        Data: Buffer.from(body),
        PartitionKey: "k",
      })),
    }),
  );
  await discarded.promise;
  const [message] = sqs.receive(failures, { maxMessages: 1, maxBytes: 1_000_000 });
  const failure = parseFailureRecord(message?.body ?? "");
  if (failure === undefined) throw new Error("there is no failure record in the queue");
  const reread = await rereadFailedRecords(failure.KinesisBatchInfo, {
    getShardIterator: (input) => client.send(new GetShardIteratorCommand(input)),
    getRecords: (input) => client.send(new GetRecordsCommand(input)),
  });
  expect(reread.isComplete).toBe(true);
  expect(reread.records.map(({ Data: data }) => Buffer.from(data ?? []).toString())).toEqual([
    "poison",
  ]);
  await poller.stop();
  expect(handled).toEqual(expect.arrayContaining(["a", "b"]));
});
