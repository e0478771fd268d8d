import type { BucketNotificationDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import { expect, test } from "vitest";
import { bucketOf } from "../testing/bucket-of.ts";
import { notificationErrors } from "./notification-errors.ts";
import { matchesNotification } from "./notifications.ts";

const notification: BucketNotificationDefinition = {
  id: "Importer",
  target: "function",
  targetArn: "arn:aws:lambda:eu-central-1:1:function:f",
  events: ["s3:ObjectCreated:*"],
  prefix: "",
  suffix: "",
};

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
test.each([
  [{}, "ObjectCreated:Put", "a", true],
  [{ events: ["s3:ObjectCreated:Copy"] }, "ObjectCreated:Put", "a", false],
  [{ events: ["s3:ObjectRemoved:*", "s3:ObjectCreated:Put"] }, "ObjectCreated:Put", "a", true],
  [{ prefix: "imports/" }, "ObjectCreated:Put", "imports", false],
  [{ prefix: "imports/", suffix: ".csv" }, "ObjectCreated:Put", "imports/.csv", true],
  [{ suffix: ".csv" }, "ObjectCreated:Put", "a.CSV", false],
])("%o matches %s of %s: %s", (changes, event, key, expected) => {
  expect(matchesNotification({ ...notification, ...changes }, { event, version: { key } })).toBe(
    expected,
  );
});

const authorizing = (allowed: boolean) => ({
  authorize: () =>
    allowed
      ? ({ allowed } as const)
      : ({ allowed, message: "no", explanation: "Nothing lets S3 in." } as const),
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
test("a function that S3 may not invoke is no target", () => {
  const bucket = bucketOf("goods", { notifications: [notification] });
  expect(notificationErrors([bucket], authorizing(true))).toEqual([]);
  expect(notificationErrors([bucket], authorizing(false))).toEqual([
    "goods: S3 may not invoke arn:aws:lambda:eu-central-1:1:function:f. Nothing lets S3 in.",
  ]);
});

test("targets that are not implemented are refused by name", () => {
  const notifications = [{ ...notification, target: "queue" as const }];
  expect(notificationErrors([bucketOf("goods", { notifications })], authorizing(true))).toEqual([
    expect.stringMatching(
      /^goods: the notification Importer goes to a queue, .*not implemented here/,
    ),
  ]);
});
