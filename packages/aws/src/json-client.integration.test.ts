import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { dynamoDb } from "./dynamodb.ts";
import { kinesis } from "./kinesis.ts";
import { sqs } from "./sqs.ts";
import { stepFunctions } from "./step-functions.ts";
import { type ScriptedAnswer, scriptedService } from "./testing/scripted-service.ts";

const place = { region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
const settings = { maxAttempts: 3, requestTimeoutMs: 300 };
const messageBody = "an order";
const bodyDigest = "8d0ae719aed33d96c10be016aaaa7b1f";

const inputs = {
  item: { TableName: "waits", Key: { chargeId: { S: "chg_1" } }, ConsistentRead: true },
  execution: { stateMachineArn: "machine", name: "order", input: "{}" },
  message: {
    QueueUrl: "http://127.0.0.1/123456789012/orders",
    MessageBody: messageBody,
    MessageAttributes: { traceparent: { DataType: "String" as const, StringValue: "00-1" } },
  },
  batch: {
    QueueUrl: "http://127.0.0.1/123456789012/orders",
    Entries: [
      { Id: "0", MessageBody: messageBody },
      { Id: "1", MessageBody: "refused" },
    ],
  },
};
const records = [{ PartitionKey: "ord_1", Data: Buffer.from("{}") }];

/** Each operation through this package's client and through the SDK's, with the same settings. */
const operations = {
  GetItem: {
    lean: (endpoint: string) => {
      const client = dynamoDb({ ...settings, environment: { ...place, endpoint } });
      return () => client.call("GetItem", inputs.item);
    },
    sdk: (endpoint: string) => {
      const client = sdkClient(DynamoDBClient, endpoint);
      return () => client.send(new GetItemCommand(inputs.item));
    },
  },
  StartExecution: {
    lean: (endpoint: string) => {
      const client = stepFunctions({ ...settings, environment: { ...place, endpoint } });
      return () => client.call("StartExecution", inputs.execution);
    },
    sdk: (endpoint: string) => {
      const client = sdkClient(SFNClient, endpoint);
      return () => client.send(new StartExecutionCommand(inputs.execution));
    },
  },
  SendMessage: {
    lean: (endpoint: string) => {
      const client = sqs({ ...settings, environment: { ...place, endpoint } });
      return () => client.call("SendMessage", inputs.message);
    },
    sdk: (endpoint: string) => {
      const client = sdkClient(SQSClient, endpoint);
      return () => client.send(new SendMessageCommand(inputs.message));
    },
  },
  SendMessageBatch: {
    lean: (endpoint: string) => {
      const client = sqs({ ...settings, environment: { ...place, endpoint } });
      return () => client.call("SendMessageBatch", inputs.batch);
    },
    sdk: (endpoint: string) => {
      const client = sdkClient(SQSClient, endpoint);
      return () => client.send(new SendMessageBatchCommand(inputs.batch));
    },
  },
  PutRecords: {
    lean: (endpoint: string) => {
      const client = kinesis({ ...settings, environment: { ...place, endpoint } });
      const encoded = records.map(({ PartitionKey, Data }) => ({
        PartitionKey,
        Data: Data.toString("base64"),
      }));
      return () => client.call("PutRecords", { StreamARN: "stream", Records: encoded });
    },
    sdk: (endpoint: string) => {
      const client = sdkClient(KinesisClient, endpoint);
      return () => client.send(new PutRecordsCommand({ StreamARN: "stream", Records: records }));
    },
  },
};
type Operation = (typeof operations)[keyof typeof operations];

function sdkClient<Client extends { destroy(): void }>(
  Client: new (configuration: object) => Client,
  endpoint: string,
): Client {
  // The SDK's default for Kinesis is HTTP/2.
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 1_000,
    requestTimeout: settings.requestTimeoutMs,
    throwOnRequestTimeout: true,
  });
  const { maxAttempts } = settings;
  const client = new Client({ ...place, endpoint, maxAttempts, requestHandler });
  onTestFinished(() => client.destroy());
  return client;
}

type Facts = {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
  readonly totalRetryDelay?: number;
  readonly clockSkewCorrected?: boolean;
};

type Failure = NodeJS.ErrnoException & { readonly $metadata?: Facts };

/** What the caller learns of a call: its answer, or the failure with the facts of the last attempt. */
async function outcomeOf(calling: Promise<object>) {
  try {
    const { $metadata, ...output } = (await calling) as { $metadata?: Facts };
    return { output };
  } catch (thrown) {
    const { name, message, code, $metadata = {} } = thrown as Failure;
    const { httpStatusCode, requestId, attempts, totalRetryDelay, clockSkewCorrected } = $metadata;
    const facts = { httpStatusCode, requestId, attempts, totalRetryDelay, clockSkewCorrected };
    // Only a service's own words are compared: other messages say the same in other words.
    const words = httpStatusCode && name !== "SyntaxError" ? { message } : { code };
    return { error: { name, ...words, ...facts } };
  }
}

/** Makes the calls, one after the other, to a service with these answers of its own. */
async function run(
  createCall: (endpoint: string) => () => Promise<object>,
  answers: readonly ScriptedAnswer[],
  calls = 1,
) {
  const { endpoint, received } = await scriptedService(answers);
  const call = createCall(endpoint);
  const outcomes: Awaited<ReturnType<typeof outcomeOf>>[] = [];
  for (let made = 0; made < calls; made += 1) outcomes.push(await outcomeOf(call()));
  const { port } = new URL(endpoint);
  const requests = received.map(({ method, url, headers, input }) => ({
    method,
    url,
    input,
    host: headers.host?.replace(port, "PORT"),
    contentType: headers["content-type"],
    target: headers["x-amz-target"],
    attempt: headers["amz-sdk-request"],
    scope: headers.authorization?.replace(/, SignedHeaders.*/, ""),
  }));
  const invocations = received.map(({ headers }) => headers["amz-sdk-invocation-id"]);
  return { outcomes, requests, invocationIds: new Set(invocations).size };
}

async function expectTheSame(
  { lean, sdk }: Operation,
  answers: readonly ScriptedAnswer[],
  calls?: number,
) {
  const [ours, theirs] = [await run(lean, answers, calls), await run(sdk, answers, calls)];
  expect(ours).toEqual(theirs);
  return ours;
}

beforeEach(() => {
  // The waits before retries are drawn at random: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
  const random = vi.spyOn(Math, "random").mockReturnValue(0.02);
  return () => random.mockRestore();
});

const failure = (status: number, name: string) => ({
  status,
  body: { __type: name, message: "no" },
});

describe("a call is answered as through the SDK", () => {
  test.each<[string, keyof typeof operations, object]>([
    ["an item", "GetItem", { Item: { chargeId: { S: "chg_1" }, expiresAt: { N: "1" } } }],
    ["no item", "GetItem", {}],
    ["an execution", "StartExecution", { executionArn: "arn" }],
    ["a message", "SendMessage", { MessageId: "1", MD5OfMessageBody: bodyDigest }],
    [
      "a batch, whose other message is refused",
      "SendMessageBatch",
      {
        Successful: [{ Id: "0", MessageId: "1", MD5OfMessageBody: bodyDigest }],
        Failed: [{ Id: "1", Code: "InternalError", SenderFault: false }],
      },
    ],
    [
      "records, one of which is refused",
      "PutRecords",
      {
        FailedRecordCount: 1,
        Records: [
          { SequenceNumber: "1", ShardId: "0" },
          { ErrorCode: "InternalFailure", ErrorMessage: "no" },
        ],
      },
    ],
  ])("%s", async (_what, operation, body) => {
    const { outcomes, requests } = await expectTheSame(operations[operation], [{ body }]);
    expect(outcomes).toEqual([{ output: body }]);
    expect(requests).toHaveLength(1);
  });
});

describe("a failure is the same error after the same attempts as through the SDK", () => {
  test.each<[string, readonly ScriptedAnswer[], name: string | undefined, attempts: number]>([
    [
      "two server errors",
      [failure(500, "InternalFailure"), failure(503, "Unavailable"), {}],
      undefined,
      3,
    ],
    ["server errors without end", [failure(500, "InternalFailure")], "InternalFailure", 3],
    [
      "a server error that is not worth a retry",
      [failure(501, "NotImplemented")],
      "NotImplemented",
      1,
    ],
    ["a server error without a body", [{ status: 502, body: "" }], "Unknown", 3],
    ["a server error of a proxy", [{ status: 503, body: "<html>" }, {}], undefined, 2],
    ["an answer that is no JSON", [{ body: "<html>" }], "SyntaxError", 1],
    ["a throttled call", [failure(400, "ThrottlingException"), {}], undefined, 2],
    ["too many requests, by status", [failure(429, "SomethingElse"), {}], undefined, 2],
    [
      "a transaction in progress",
      [failure(400, "TransactionInProgressException")],
      "TransactionInProgressException",
      3,
    ],
    [
      "a wait that the service asks for",
      [{ ...failure(503, "Busy"), headers: { "x-amz-retry-after": "0" } }, {}],
      undefined,
      2,
    ],
    ["a refusal", [failure(400, "ExecutionAlreadyExists")], "ExecutionAlreadyExists", 1],
    [
      "a refusal with its namespace",
      [failure(400, "com.amazonaws.states#InvalidToken")],
      "InvalidToken",
      1,
    ],
    [
      "a refusal with an address",
      [failure(400, "aws#InvalidName:http://example.com/")],
      "InvalidName",
      1,
    ],
    [
      "a refusal by its header",
      [{ status: 400, headers: { "x-amzn-errortype": "InvalidArn:http://example.com/" } }],
      "InvalidArn",
      1,
    ],
    [
      "a refusal by its code",
      [{ status: 400, body: { code: "InvalidOutput", Message: "no" } }],
      "InvalidOutput",
      1,
    ],
    ["a refusal without a name", [{ status: 400 }], "Unknown", 1],
    ["a connection that is reset", ["reset", {}], undefined, 2],
    ["a connection that is always reset", ["reset"], "TimeoutError", 3],
    ["an answer that ends too early", ["cut", {}], undefined, 2],
    ["no answer in time", ["hang", {}], undefined, 2],
    ["never an answer in time", ["hang"], "TimeoutError", 3],
  ])("%s", async (_what, answers, name, attempts) => {
    const { outcomes, requests, invocationIds } = await expectTheSame(
      operations.StartExecution,
      answers,
    );
    expect(outcomes[0]?.error?.name).toBe(name);
    expect(requests).toHaveLength(attempts);
    expect(invocationIds).toBe(1);
  });

  test("DynamoDB's throughput is exceeded, and its first waits are shorter", async () => {
    const exceeded = failure(400, "ProvisionedThroughputExceededException");
    await expectTheSame(operations.GetItem, [exceeded]);
    const [outcome] = (await expectTheSame(operations.GetItem, [failure(500, "Internal")]))
      .outcomes;
    expect(outcome?.error?.totalRetryDelay).toBe(1);
  });

  test("nobody listens", async () => {
    const { endpoint, received } = await scriptedService([]);
    const closed = endpoint.replace(/:\d+$/, ":1");
    const [ours, theirs] = [
      await outcomeOf(operations.StartExecution.lean(closed)()),
      await outcomeOf(operations.StartExecution.sdk(closed)()),
    ];
    expect(ours).toEqual(theirs);
    expect(ours.error).toMatchObject({ code: "ECONNREFUSED", attempts: 3 });
    expect(received).toEqual([]);
  });
});

test("a client whose retries all fail stops retrying, when the SDK's does", async () => {
  const { requests } = await expectTheSame(operations.StartExecution, [failure(500, "Fault")], 20);
  expect(requests.length).toBeGreaterThan(20);
  expect(requests.length).toBeLessThan(60);
});

// https://docs.aws.amazon.com/sdkref/latest/guide/feature-clock-skew.html
test("a refused signature is made again with the service's time, as in the SDK", async () => {
  const headers = { date: new Date(Date.now() + 3_600_000).toUTCString() };
  const refused = { ...failure(403, "InvalidSignatureException"), headers };
  for (const createCall of [operations.StartExecution.lean, operations.StartExecution.sdk]) {
    const { endpoint, received } = await scriptedService([refused, { headers }]);
    await createCall(endpoint)();
    const signedAt = received.map((request) => String(request.headers["x-amz-date"]).slice(0, 11));
    expect(new Set(signedAt).size).toBe(2);
    expect(received).toHaveLength(2);
  }
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
test.each<[keyof typeof operations, object]>([
  ["SendMessage", { MessageId: "1", MD5OfMessageBody: "0" }],
  ["SendMessageBatch", { Successful: [{ Id: "0", MessageId: "1", MD5OfMessageBody: "0" }] }],
])("%s fails when the queue received something else, as in the SDK", async (operation, body) => {
  const { lean, sdk } = operations[operation];
  for (const createCall of [lean, sdk]) {
    const { endpoint } = await scriptedService([{ body }]);
    await expect(createCall(endpoint)()).rejects.toThrow(/digest|[Cc]hecksum/);
  }
});

test("a response that stops in the middle is no answer in time", async () => {
  const { lean } = operations.StartExecution;
  const { endpoint } = await scriptedService(["stall"]);
  await expect(lean(endpoint)()).rejects.toMatchObject({ name: "TimeoutError" });
});
