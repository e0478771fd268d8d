import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BucketObjectDefinition } from "@stagecraft/plan/resources/s3/bucket-objects";
import type { S3Event } from "aws-lambda";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { openState } from "../stage/state.ts";
import { putObjects } from "./put-objects.ts";
import { createS3 } from "./s3.ts";
import { bucketOf } from "./testing/bucket-of.ts";

/** A bucket whose notification goes to the test, and a deploy of objects into it. */
function openDeploys() {
  const directory = mkdtempSync(join(tmpdir(), "s3-"));
  const clock = createClock();
  const state = openState(directory);
  onTestFinished(() => {
    clock.stop();
    state.close();
    rmSync(directory, { recursive: true });
  });
  const notified: string[] = [];
  const s3 = createS3({
    state,
    clock,
    directory,
    region: "eu-central-1",
    accountId: "123456789012",
    buckets: [
      bucketOf("goods", {
        versioning: "Enabled",
        notifications: [
          {
            id: "Import",
            target: "function",
            targetArn: "arn:importer",
            events: ["s3:ObjectCreated:*"],
            prefix: "imports/",
            suffix: ".csv",
          },
        ],
      }),
    ],
    invokeAsync(_target, event) {
      const [record] = (event as S3Event).Records;
      notified.push(`${record?.eventName} ${record?.s3.object.key} ${record?.s3.object.size}`);
      return { kind: "queued", requestId: "request-1" };
    },
    report: () => {},
  });
  const deploy = (objects: readonly BucketObjectDefinition[]) => putObjects(objects, { state, s3 });
  return { deploy, notified };
}

const object = {
  logicalName: "TestProduct",
  bucket: "goods",
  key: "imports/a product.csv",
  content: "code\nA\n",
  contentType: "text/csv",
};

test("an object of the program is put at the first deploy, and the bucket's notification is sent", async () => {
  const { deploy, notified } = openDeploys();
  await deploy([object]);
  expect(notified).toEqual(["ObjectCreated:Put imports/a+product.csv 7"]);
});

test("it is put again only when it has changed", async () => {
  const { deploy, notified } = openDeploys();
  await deploy([object]);
  await deploy([object]);
  expect(notified).toHaveLength(1);
  await deploy([{ ...object, content: "code\nA\nB\n" }]);
  expect(notified).toHaveLength(2);
});
