import type { Context, S3Event } from "aws-lambda";
import { expect, test } from "vitest";
import { type CreatedObject, objectCreatedHandler } from "./object-created.ts";
import { fakeTelemetry } from "./testing/fake-telemetry.ts";

const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 5_000 } as Context;

function event(object: object) {
  const eventTime = "2010-12-01T08:26:00.123Z";
  return { Records: [{ eventTime, s3: { bucket: { name: "catalogues" }, object } }] } as S3Event;
}

function createHandler(work: (object: CreatedObject, remainingMs: number) => Promise<object>) {
  const telemetry = fakeTelemetry();
  const handler = objectCreatedHandler(
    (object, { remainingMs }) => work(object, remainingMs()),
    telemetry,
  );
  return { handler, ...telemetry };
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
test("the key is decoded, and the outcome is logged", async () => {
  const seen: unknown[] = [];
  const { handler, logged } = createHandler(async (...given) => {
    seen.push(...given);
    return { outcome: "imported" };
  });
  const key = "imports/spring+sale+2011%2B%C2%A3.csv";
  await handler(event({ key, versionId: "v1", eTag: "e1", size: 12 }), context);
  expect(seen).toEqual([
    {
      bucket: "catalogues",
      key: "imports/spring sale 2011+£.csv",
      versionId: "v1",
      etag: "e1",
      sizeBytes: 12,
      putAt: new Date("2010-12-01T08:26:00.123Z"),
    },
    5_000,
  ]);
  expect(logged).toEqual([
    [
      "info",
      "object",
      { requestId: "request-1", key: "imports/spring sale 2011+£.csv", outcome: "imported" },
    ],
    ["info", "objects", { requestId: "request-1", coldStart: true, records: 1 }],
  ]);
});

test("an error of the work fails the invocation, and its line names the object", async () => {
  const { handler, logged } = createHandler(() => Promise.reject(new Error("no answer")));
  const put = event({ key: "a.csv", versionId: "v1", eTag: "e1", size: 12 });
  await expect(handler(put, context)).rejects.toThrow("no answer");
  expect(logged).toMatchObject([["error", "objects", { key: "a.csv" }, { message: "no answer" }]]);
});

test("an object of a bucket without versioning is a fault that names the bucket", async () => {
  const { handler } = createHandler(() => Promise.reject(new Error("must not be called")));
  const put = event({ key: "a.csv", eTag: "e1", size: 12 });
  await expect(handler(put, context)).rejects.toThrow("catalogues is not versioned");
});
