import { expect, test } from "vitest";
import { jsonService } from "./json-protocol.ts";

/** https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
const service = jsonService("SQS", "sqs", {});

function read(headers: { [name: string]: string }, body = "{}") {
  return service.read({ method: "POST", path: "/", query: "", headers, body: Buffer.from(body) });
}

test("the target names the operation, the body is its input", () => {
  const target = { "x-amz-target": "AmazonSQS.SendMessage" };
  expect(read(target, '{"MessageBody":"grüße"}')).toEqual({
    operation: "SendMessage",
    input: { MessageBody: "grüße" },
  });
  expect(read(target, "")).toEqual({ operation: "SendMessage", input: {} });
});

test("a request without a target, or whose body is no JSON, is refused", () => {
  expect(() => read({})).toThrow(expect.objectContaining({ code: "UnknownOperationException" }));
  expect(() => read({ "x-amz-target": "AmazonSQS." })).toThrow(
    expect.objectContaining({ code: "UnknownOperationException" }),
  );
  expect(() => read({ "x-amz-target": "AmazonSQS.SendMessage" }, "{")).toThrow(
    expect.objectContaining({ code: "SerializationException", status: 400 }),
  );
});

test("a response is JSON, and an empty one is an empty object", () => {
  const headers = { "content-type": "application/x-amz-json-1.0" };
  expect(service.write({ MessageId: "1" })).toEqual({
    status: 200,
    headers,
    body: '{"MessageId":"1"}',
  });
  expect(service.write(undefined)).toEqual({ status: 200, headers, body: "{}" });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
test("an error has its code in the body and the header, and its older name if there is one", () => {
  const refusal = { status: 400, code: "QueueDoesNotExist", message: "There is none." };
  expect(service.refuse(refusal)).toEqual({
    status: 400,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-errortype": "QueueDoesNotExist",
    },
    body: '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"There is none."}',
  });
  const queryCode = "AWS.SimpleQueueService.NonExistentQueue";
  expect(service.refuse({ ...refusal, queryCode }).headers["x-amzn-query-error"]).toBe(
    "AWS.SimpleQueueService.NonExistentQueue;Sender",
  );
});
