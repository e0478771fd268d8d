import { expect, test } from "vitest";
import type { Contract } from "../contracts/contract.ts";
import type { DeadLetterMessage } from "../messages/dead-letter-message.ts";
import { redactMessage } from "./redact-message.ts";

const contract = (via: Contract["via"], redact?: (value: unknown) => unknown): Contract => ({
  name: via.kind,
  via,
  consumer: { inside: "Worker" },
  deadLetters: null,
  payload: redact
    ? {
        schema: "job",
        versions: [{ version: 1 }],
        writes: 1,
        accept: (value) => ({ ok: true, value }),
        redact,
      }
    : null,
});

const hideName = (value: unknown) => ({ ...(value as object), name: "(personal)" });
const contracts = [
  contract({ kind: "queue", queue: "Jobs" }, hideName),
  contract({ kind: "stream", stream: "Events" }, hideName),
  contract({ kind: "object" }, hideName),
];

const message: DeadLetterMessage = {
  id: "m-1",
  source: "DeadLetters",
  consumer: "Worker",
  target: { kind: "queue", arn: "arn", name: "Jobs", fifo: true, groupId: "7" },
  body: '{"id":"7","name":"Jane"}',
  attributes: {},
  firstMs: 0,
  failure: { error: "Failed", message: 'no "Jane" here' },
};

test("a message is shown without its personal fields, and its error without what it quotes of them", () => {
  expect(redactMessage(message, contracts)).toEqual({
    ...message,
    body: '{"id":"7","name":"(personal)"}',
    failure: { error: "Failed", message: 'no "(hidden)" here' },
  });
});

test("what the causes in a stack quote is hidden, and the frames stay", () => {
  const frame = "    at work (src/work.ts:1:2)";
  const failure = {
    error: "TypeError",
    stack: [frame, '  caused by: Failed: no "Jane" here', frame],
  };
  expect(redactMessage({ ...message, failure }, contracts).failure).toEqual({
    error: "TypeError",
    stack: [frame, '  caused by: Failed: no "(hidden)" here', frame],
  });
});

test("a group and a partition key are shown when the data shows them", () => {
  const [own, other] = ["7", "Jane"].map((groupId) =>
    redactMessage(
      { ...message, target: { ...message.target, groupId } as typeof message.target },
      contracts,
    ),
  );
  expect([own?.target, other?.target]).toMatchObject([{ groupId: "7" }, { groupId: "(hidden)" }]);
  const records = ["7", "Jane"].map((partitionKey) => ({
    partitionKey,
    sequenceNumber: "1",
    text: '{"id":"7","name":"Jane"}',
  }));
  const target = {
    kind: "stream-consumer",
    arn: "arn",
    name: "Worker",
    batch: { stream: "Events" },
  };
  const streamed = { ...message, target: target as DeadLetterMessage["target"], records };
  expect(redactMessage(streamed, contracts).records).toEqual([
    { partitionKey: "7", sequenceNumber: "1", text: '{"id":"7","name":"(personal)"}' },
    { partitionKey: "(hidden)", sequenceNumber: "1", text: '{"id":"7","name":"(personal)"}' },
  ]);
});

test("attributes that nobody describes are hidden", () => {
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  const attributes = {
    name: text("Jane"),
    traceparent: text("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01"),
    ERROR_CODE: text("AWS.Scheduler.InternalServerError"),
    ERROR_MESSAGE: text("no Jane"),
  };
  expect(redactMessage({ ...message, attributes }, contracts).attributes).toEqual({
    ...attributes,
    name: text("(hidden)"),
    ERROR_MESSAGE: text("(hidden)"),
  });
});

test("an event of S3 leads to its object, and not to who uploaded it", () => {
  const record = {
    eventName: "ObjectCreated:Put",
    requestParameters: { sourceIPAddress: "192.0.2.1" },
    s3: {
      bucket: { name: "files", ownerIdentity: { principalId: "A" } },
      object: { key: "a.csv", size: 3 },
    },
  };
  const payload = JSON.stringify({ Records: [record] });
  const target = { kind: "function", arn: "arn", name: "Worker", payload } as const;
  const shown = {
    Records: [
      {
        eventName: "ObjectCreated:Put",
        s3: { bucket: { name: "files" }, object: { key: "a.csv", size: 3 } },
      },
    ],
  };
  const body = JSON.stringify({
    requestContext: { requestId: "r", functionArn: "arn", condition: "RetriesExhausted" },
    timestamp: "2026-03-01T12:00:00Z",
    requestPayload: { Records: [record] },
    responsePayload: { errorType: "Error", errorMessage: "from 192.0.2.1" },
    more: "unknown",
  });
  const redacted = redactMessage({ ...message, body, target }, contracts);
  expect(redacted.target).toEqual({ ...target, payload: JSON.stringify(shown) });
  expect(JSON.parse(redacted.body)).toEqual({
    requestContext: { requestId: "r", functionArn: "arn", condition: "RetriesExhausted" },
    timestamp: "2026-03-01T12:00:00Z",
    requestPayload: shown,
    responsePayload: { errorType: "Error", errorMessage: "from (hidden)" },
  });
});

test.each<[what: string, more: Partial<DeadLetterMessage>, body: string]>([
  ["no JSON", { body: "for Jane" }, "(hidden: it is not JSON)"],
  ["no contract", { target: { kind: "none", why: "unknown" } }, "(hidden: it has no contract)"],
])("a body with %s is hidden", (_what, more, body) => {
  expect(redactMessage({ ...message, ...more }, contracts)).toMatchObject({
    body,
    failure: { message: 'no "(hidden)" here' },
  });
});
