import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import { bucketObjectsOf, unreadObjectsOf } from "./bucket-objects.ts";

const type = "aws:s3/bucketObjectv2:BucketObjectv2";
const goods = ["aws:s3/bucket:Bucket", "Goods", {}, { bucket: "goods-1", arn: "" }] as const;
const put = { bucket: "goods-1", key: "imports/a.csv", content: "a,b\n" };

test("an object of the program is read with its content and content type, and without its tags", () => {
  const typed = { ...put, key: "imports/b.csv", contentType: "text/csv" };
  const tagged = { ...typed, tags: { app: "goods" } };
  const plan = planOf(goods, [type, "First", put], [type, "Second", tagged]);
  expect(bucketObjectsOf(plan)).toEqual([
    { logicalName: "First", ...put },
    { logicalName: "Second", ...typed },
  ]);
  expect(unreadObjectsOf(plan)).toEqual([]);
});

test("an object with unsupported inputs is named with them", () => {
  const { content: _, ...file } = { ...put, source: { path: "a.csv" }, metadata: { by: "us" } };
  const plan = planOf(goods, [type, "File", file]);
  expect(bucketObjectsOf(plan)).toEqual([]);
  expect(unreadObjectsOf(plan)).toEqual([{ logicalName: "File", inputs: ["source", "metadata"] }]);
});

test("code that SST uploads is not an object of the program", () => {
  const code = { bucket: "sst-asset-test", key: "code.zip", source: { path: "code.zip" } };
  const plan = planOf(goods, [type, "WorkerCode", code]);
  expect([...bucketObjectsOf(plan), ...unreadObjectsOf(plan)]).toEqual([]);
});
