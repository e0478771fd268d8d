import { expect, test } from "vitest";
import { arnOf } from "../sqs/testing/queue-of.ts";
import { functionArnOf, runAsyncInvoke, scheduler } from "./testing/run-async-invoke.ts";

const toRecords = { onFailureArn: arnOf("records"), onSuccessArn: arnOf("records") };

async function recordsOf(stage: ReturnType<typeof runAsyncInvoke>) {
  return (await stage.bodies("records")).map((body) => JSON.parse(body));
}

test("an event runs once when the function succeeds, with the caller's trace", async () => {
  const stage = runAsyncInvoke();
  const queued = stage.enqueue({ key: "a" }, "Root=1-5759e988-bd862e3fe1be46a994272793");
  const first = await stage.next();
  expect(queued).toEqual({ kind: "queued", requestId: first.requestId });
  expect(first).toMatchObject({
    functionArn: functionArnOf("import"),
    event: { key: "a" },
    traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
  });
  expect(stage.asyncInvoke().idle()).toBe(false);
  await first.succeed();
  expect(stage.asyncInvoke().idle()).toBe(true);
  expect(stage.asyncInvoke().waiting()).toEqual({});
  expect(stage.clock.nextDueMs()).toBeUndefined();
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
test("a failed event is retried after one and two minutes with the same request id, then its record is sent", async () => {
  const stage = runAsyncInvoke(toRecords);
  stage.enqueue({ key: "a" });
  const first = await stage.next();
  await first.fail("one");
  await stage.advance(59_999);
  expect(await stage.attemptCount()).toBe(0);
  await stage.advance(1);
  await (await stage.next()).fail("two");
  await stage.advance(119_999);
  expect(await stage.attemptCount()).toBe(0);
  await stage.advance(1);
  const last = await stage.next();
  expect(last.requestId).toBe(first.requestId);
  await last.fail("three");
  expect(await recordsOf(stage)).toMatchObject([
    {
      requestContext: {
        requestId: first.requestId,
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { key: "a" },
      responsePayload: { errorMessage: "three" },
    },
  ]);
  expect(stage.asyncInvoke().waiting()).toEqual({});
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
test("an event in a recursive loop is not retried, and its record is sent", async () => {
  const stage = runAsyncInvoke(toRecords);
  stage.enqueue({ key: "a" });
  await (await stage.next()).stopLoop();
  const [record] = await recordsOf(stage);
  expect(record).toMatchObject({
    requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 0 },
    requestPayload: { key: "a" },
  });
  expect(record).not.toHaveProperty("responsePayload");
  expect(stage.asyncInvoke().waiting()).toEqual({});
});

test("throttles and system errors are repeated without using up a retry, until the event is too old", async () => {
  const stage = runAsyncInvoke({
    ...toRecords,
    maximumRetryAttempts: 0,
    maximumEventAgeMs: 60_000,
  });
  stage.enqueue({});
  await (await stage.next()).throttle();
  await stage.advance(1_000);
  await (await stage.next()).break();
  expect(stage.notices).toMatchObject([{ message: expect.stringContaining("no more processes") }]);
  for (const pauseMs of [2_000, 4_000, 8_000, 16_000]) {
    await stage.advance(pauseMs);
    await (await stage.next()).throttle();
  }
  await stage.advance(29_000);
  expect(await stage.attemptCount()).toBe(0);
  expect(await recordsOf(stage)).toMatchObject([
    { requestContext: { condition: "EventAgeExceeded", approximateInvokeCount: 0 } },
  ]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html (note on reserved concurrency)
test("with a reserved concurrency of 0 events go to the failure destination without an attempt", async () => {
  const stage = runAsyncInvoke(
    { ...toRecords, deadLetterArn: arnOf("dead") },
    { reservedConcurrency: 0 },
  );
  stage.enqueue({ key: "a" });
  expect(await stage.attemptCount()).toBe(0);
  expect(await recordsOf(stage)).toMatchObject([
    { requestContext: { condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 } },
  ]);
  expect(await stage.bodies("dead")).toEqual(['{"key":"a"}']);
});

test("concurrent attempts do not exceed the function's reserved concurrency", async () => {
  const stage = runAsyncInvoke({}, { reservedConcurrency: 2 });
  for (const key of ["a", "b", "c"]) stage.enqueue({ key });
  const first = await stage.next();
  await stage.next();
  expect(await stage.attemptCount()).toBe(0);
  await first.succeed();
  expect((await stage.next()).event).toEqual({ key: "c" });
});

test("a destination that is a function gets the record asynchronously, as the first function's role", async () => {
  const stage = runAsyncInvoke({ onSuccessArn: functionArnOf("audit") });
  stage.enqueue({ key: "a" });
  await (await stage.next()).succeed({ rows: 1 });
  expect(await stage.next()).toMatchObject({
    functionArn: functionArnOf("audit"),
    event: { requestContext: { condition: "Success" }, responsePayload: { rows: 1 } },
  });
  expect(stage.asked.at(-1)).toEqual({
    action: "lambda:InvokeFunction",
    resource: functionArnOf("audit"),
    caller: {
      kind: "role",
      roleArn: "arn:aws:iam::123456789012:role/import",
      functionName: "import",
    },
  });
});

test("a record for a destination that the role may not send to is lost, and reported", async () => {
  const stage = runAsyncInvoke({ ...toRecords, maximumRetryAttempts: 0 });
  stage.denied.add("sqs:SendMessage");
  stage.enqueue({});
  await (await stage.next()).fail();
  expect(await recordsOf(stage)).toEqual([]);
  expect(stage.notices).toMatchObject([
    { kind: "denied", message: expect.stringContaining("import may not sqs:SendMessage") },
  ]);
});

test("an event that is discarded without a destination is reported", async () => {
  const stage = runAsyncInvoke({ maximumRetryAttempts: 0 });
  stage.enqueue({});
  await (await stage.next()).fail();
  expect(stage.notices).toMatchObject([{ message: expect.stringContaining("RetriesExhausted") }]);
});

test("a caller that may not invoke the function is refused at once", async () => {
  const stage = runAsyncInvoke();
  stage.denied.add("lambda:InvokeFunction");
  expect(stage.enqueue({})).toEqual({ kind: "denied", reason: "no policy allows it" });
  expect(await stage.attemptCount()).toBe(0);
});

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
test("the limit of an event is 1 MB", () => {
  const stage = runAsyncInvoke();
  const ofBytes = (bytes: number) => "x".repeat(bytes - 2);
  expect(stage.enqueue(ofBytes(1_048_576)).kind).toBe("queued");
  expect(() => stage.enqueue(ofBytes(1_048_577))).toThrow(
    expect.objectContaining({ code: "RequestTooLargeException", status: 413 }),
  );
});

test("an unknown function is refused", () => {
  const stage = runAsyncInvoke();
  expect(() => stage.asyncInvoke().enqueue("nothing", {}, { caller: scheduler })).toThrow(
    expect.objectContaining({ code: "ResourceNotFoundException" }),
  );
});

test("events of an earlier stage are not delivered before the start", async () => {
  const stage = runAsyncInvoke(toRecords);
  stage.enqueue({ key: "left" });
  await stage.next();
  stage.kill({ starts: false });
  expect(await stage.attemptCount()).toBe(0);
  stage.asyncInvoke().start();
  expect((await stage.next()).event).toEqual({ key: "left" });
});

test("after a kill, running events are repeated at once, and waiting ones keep their time and their failures", async () => {
  const stage = runAsyncInvoke({ ...toRecords, maximumRetryAttempts: 1 });
  stage.enqueue({ key: "waits" });
  await (await stage.next()).fail();
  await stage.advance(30_000);
  stage.enqueue({ key: "runs" });
  const { requestId } = await stage.next();
  stage.kill();
  const again = await stage.next();
  expect(again).toMatchObject({ event: { key: "runs" }, requestId });
  await again.succeed();
  expect(await stage.attemptCount()).toBe(0);
  await stage.advance(30_000);
  const last = await stage.next();
  expect(last.event).toEqual({ key: "waits" });
  await last.fail();
  expect(await recordsOf(stage)).toMatchObject([
    { requestContext: { condition: "Success" } },
    { requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 2 } },
  ]);
});

test("a stop waits for the running attempt, starts none and leaves no timer", async () => {
  const stage = runAsyncInvoke({}, { reservedConcurrency: 1 });
  stage.enqueue({ key: "a" });
  stage.enqueue({ key: "b" });
  const first = await stage.next();
  const stopped = stage.asyncInvoke().stop();
  await first.succeed();
  await stopped;
  expect(await stage.attemptCount()).toBe(0);
  expect(stage.asyncInvoke().waiting()).toEqual({ import: 1 });
  expect(stage.clock.nextDueMs()).toBeUndefined();
});
