import { expect, test } from "vitest";
import { deadLetter } from "./dead-letter.ts";
import { invocationRecord } from "./invocation-record.ts";

const event = {
  requestId: "e4b46cbf-b738-4880-8a26-3e5f1a1b0b8c",
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:import",
  payload: '{"key":"stock.csv"}',
  failures: 3,
};
const error = { errorType: "Error", errorMessage: "no stock" };
const failed = {
  condition: "RetriesExhausted",
  response: { payload: error, functionError: true },
} as const;

// The fields and their spelling: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
test("the record of a discarded event holds request and response", () => {
  expect(invocationRecord(event, failed, Date.UTC(2026, 10, 23, 9, 30, 0, 568))).toEqual({
    version: "1.0",
    timestamp: "2026-11-23T09:30:00.568Z",
    requestContext: {
      requestId: event.requestId,
      functionArn: `${event.functionArn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 3,
    },
    requestPayload: { key: "stock.csv" },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: error,
  });
});

test("the record of a success counts the successful attempt and has no error", () => {
  const response = { payload: { rows: 3 }, functionError: false };
  const record = invocationRecord({ ...event, failures: 1 }, { condition: "Success", response }, 0);
  expect(record.requestContext.approximateInvokeCount).toBe(2);
  expect(record.responseContext).toEqual({ statusCode: 200, executedVersion: "$LATEST" });
  expect(record.responsePayload).toEqual({ rows: 3 });
});

test("the record of an event that the function never got has no response", () => {
  const record = invocationRecord({ ...event, failures: 0 }, { condition: "EventAgeExceeded" }, 0);
  expect(record).not.toHaveProperty("responseContext");
  expect(record).not.toHaveProperty("responsePayload");
  expect(record.requestContext.approximateInvokeCount).toBe(0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
test("a dead-letter message is the event, with its error truncated to 1 KB in whole characters", () => {
  const long = { ...error, errorMessage: `${"x".repeat(1_023)}é` };
  const letter = deadLetter(event, {
    ...failed,
    response: { payload: long, functionError: true },
  });
  expect(letter).toEqual({
    body: event.payload,
    attributes: {
      RequestID: { DataType: "String", StringValue: event.requestId },
      ErrorCode: { DataType: "Number", StringValue: "200" },
      ErrorMessage: { DataType: "String", StringValue: "x".repeat(1_023) },
    },
  });
});

test("a dead-letter message that the function never got has the throttle's code", () => {
  expect(deadLetter(event, { condition: "EventAgeExceeded" }).attributes).toMatchObject({
    ErrorCode: { StringValue: "429" },
    ErrorMessage: { StringValue: "EventAgeExceeded" },
  });
});
