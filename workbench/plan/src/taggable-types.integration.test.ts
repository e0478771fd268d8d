import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { planOf } from "../testing/plan-of.ts";
import { taggableTypes } from "./taggable-types.ts";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

test("the provider's classes say which types can have tags", async () => {
  const plan = planOf(
    ["aws:sqs/queue:Queue", "Jobs", {}],
    ["aws:s3/bucketVersioning:BucketVersioning", "Versioning", {}],
    ["aws:lambda/function:Function", "Worker", {}],
    ["sst:aws:Queue", "Jobs", {}],
    ["random:index/randomBytes:RandomBytes", "Key", {}],
  );
  expect(await taggableTypes(root, plan)).toEqual(
    new Set(["aws:sqs/queue:Queue", "aws:lambda/function:Function"]),
  );
});

test("a type of AWS that the provider does not have is an error", async () => {
  const plan = planOf(["aws:sqs/basket:Basket", "Jobs", {}]);
  await expect(taggableTypes(root, plan)).rejects.toThrow(/basket\.js/);
});
