import { expect, test } from "vitest";
import { planOf } from "../../testing/plan-of.ts";
import type { Json, Resource, ResourceOptions } from "../plan.ts";
import { changesBetween } from "./changes.ts";

type Inputs = { readonly [name: string]: Json };

function changes(
  type: string,
  [before, after]: readonly [Inputs | undefined, Inputs | undefined],
  options?: ResourceOptions,
) {
  const plan = (inputs: Inputs | undefined, name = "Store") => ({
    ...planOf(),
    resources: inputs ? [{ ...resource(type, name, inputs), ...(options ? { options } : {}) }] : [],
  });
  return changesBetween(plan(before), plan(after));
}

const resource = (type: string, name: string, inputs: Inputs): Resource => ({
  type,
  name,
  inputs,
  outputs: {},
  parent: null,
  dependsOn: [],
});

// What AWS publishes for CloudFormation: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
test.each<[string, string, readonly [Inputs, Inputs], string, RegExp | undefined]>([
  [
    "a table whose key changes",
    "aws:dynamodb/table:Table",
    [{ hashKey: "id" }, { hashKey: "orderId" }],
    "replace",
    /^DATA LOSS: its items would be lost$/,
  ],
  [
    "a queue that becomes FIFO",
    "aws:sqs/queue:Queue",
    [{ name: "orders" }, { name: "orders.fifo", fifoQueue: true }],
    "replace",
    /^DATA LOSS: its messages would be lost$/,
  ],
  [
    "a queue that keeps its messages longer",
    "aws:sqs/queue:Queue",
    [{ messageRetentionSeconds: 60 }, { messageRetentionSeconds: 120 }],
    "change in place",
    undefined,
  ],
  [
    "a function with more memory and other code",
    "aws:lambda/function:Function",
    [
      { memorySize: 512, s3Key: "a.zip" },
      { memorySize: 1024, s3Key: "b.zip" },
    ],
    "change in place",
    undefined,
  ],
  [
    "a cluster under another identifier",
    "aws:rds/cluster:Cluster",
    [{ clusterIdentifier: "orders" }, { clusterIdentifier: "sales" }],
    "replace",
    /^DATA LOSS: its databases would be lost$/,
  ],
  [
    "a cluster of the next major version, which is allowed",
    "aws:rds/cluster:Cluster",
    [
      { engineVersion: "17.7" },
      { engineVersion: "18.1", allowMajorVersionUpgrade: true, applyImmediately: true },
    ],
    "change in place",
    /^MAJOR UPGRADE from 17 to 18, at once$/,
  ],
  [
    "a cluster of the next major version, which is not",
    "aws:rds/cluster:Cluster",
    [{ engineVersion: "17.7" }, { engineVersion: "18.1", allowMajorVersionUpgrade: false }],
    "change in place",
    /^REFUSED: a major upgrade from 17 to 18/,
  ],
  [
    "a minor version",
    "aws:rds/cluster:Cluster",
    [{ engineVersion: "17.5" }, { engineVersion: "17.7" }],
    "change in place",
    undefined,
  ],
  [
    "an unpublished property",
    "aws:dynamodb/table:Table",
    [{}, { unpublished: true }],
    "may replace",
    /^DATA AT RISK: if it is replaced, its items would be lost$/,
  ],
  [
    "an unknown type",
    "aws:efs/fileSystem:FileSystem",
    [{ encrypted: true }, { encrypted: false }],
    "may replace",
    undefined,
  ],
  [
    "tags and settings of the provider",
    "aws:s3/bucket:Bucket",
    [{ tags: { a: "1" }, forceDestroy: true }, { tags: { a: "2" } }],
    "change in place",
    undefined,
  ],
])("%s", (_what, type, inputs, fate, warning) => {
  const [change, ...more] = changes(type, inputs);
  expect(more).toEqual([]);
  expect(change?.fate).toBe(fate);
  if (warning) expect(change?.warning).toMatch(warning);
  else expect(change?.warning).toBeUndefined();
});

const queue = "aws:sqs/queue:Queue";

test("a protected resource cannot be deleted, and a retained one is kept", () => {
  const deleted = [{ name: "orders" }, undefined] as const;
  expect(changes(queue, deleted)).toMatchObject([
    { fate: "delete", warning: "DATA LOSS: its messages would be lost" },
  ]);
  expect(changes(queue, deleted, { protect: true })).toMatchObject([
    {
      fate: "delete",
      warning:
        "FAILS AT THE END: it is protected, and its messages would be lost; everything else is deployed before",
    },
  ]);
  expect(changes(queue, deleted, { retainOnDelete: true })).toMatchObject([
    { fate: "keep", warning: expect.stringMatching(/^LEFT BEHIND: its messages would stay/) },
  ]);
  // Pulumi checks the protection first.
  expect(changes(queue, deleted, { protect: true, retainOnDelete: true })).toMatchObject([
    {
      fate: "keep",
      warning: expect.stringMatching(
        /^FAILS AT THE END: it is protected; everything else is deployed before, and runs without its/,
      ),
    },
  ]);
});

test("another logical name is a deletion and a creation", () => {
  const plan = (name: string) => ({
    ...planOf(),
    resources: [resource(queue, name, { name: "same" })],
  });
  expect(changesBetween(plan("Orders"), plan("Sales"))).toMatchObject([
    { name: "Orders", fate: "delete" },
    { name: "Sales", fate: "create" },
  ]);
});

test("an object of the program is a change, and an upload of code is not", () => {
  const type = "aws:s3/bucketObjectv2:BucketObjectv2";
  expect(changes(type, [undefined, { key: "a.csv", content: "a" }])).toMatchObject([
    { fate: "create" },
  ]);
  expect(changes(type, [undefined, { key: "code-1.zip", source: { path: "code.zip" } }])).toEqual(
    [],
  );
});

test("equal resources are no change", () => {
  expect(changes(queue, [{ name: "orders" }, { name: "orders" }])).toEqual([]);
});
