import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { localServices } from "./local-services.ts";
import { unservedIn } from "./unserved.ts";

const goods = ["aws:s3/bucket:Bucket", "Goods", {}, { bucket: "goods-1", arn: "" }] as const;
const object = "aws:s3/bucketObjectv2:BucketObjectv2";

test("an object of the program with unsupported inputs is named with them", () => {
  const note = { bucket: "goods-1", key: "note.txt" };
  const plan = planOf(
    goods,
    [object, "Note", { ...note, content: "ice" }],
    [object, "Picture", { ...note, source: { path: "picture.png" }, metadata: { by: "us" } }],
  );
  expect(unservedIn(plan, localServices)).toEqual([
    "not served here: Picture: an object with source, metadata",
  ]);
});
