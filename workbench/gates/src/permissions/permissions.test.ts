import type { Plan } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import type { Permission } from "./permission.ts";
import { permissionsPage, unexplained } from "./permissions-page.ts";
import { resourceText } from "./resource-text.ts";
import { usedBy } from "./used-by.ts";

const common = { parent: null, dependsOn: [], inputs: {} };
const plan = {
  resources: [
    {
      ...common,
      type: "aws:s3/bucket:Bucket",
      name: "Files",
      outputs: { arn: "arn:aws:s3:::files-1" },
    },
    { ...common, type: "aws:ec2/subnet:Subnet", name: "Quiet", outputs: { id: "subnet-1" } },
    {
      ...common,
      type: "aws:rds/cluster:Cluster",
      name: "Letters",
      outputs: { clusterResourceId: "cluster-A1" },
    },
  ],
} as Pick<Plan, "resources">;

test.each([
  ["arn:aws:s3:::files-1", "Files"],
  ["arn:aws:s3:::files-1/in/*", "Files/in/*"],
  ["arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1", "Quiet"],
  ["arn:aws:rds-db:us-east-1:123456789012:dbuser:cluster-A1/clerk", "Letters, user clerk"],
  ["arn:aws:ec2:us-east-1:123456789012:network-interface/*", "ec2:network-interface/*"],
  ["*", "*"],
])("%s is %s", (pattern, text) => expect(resourceText(plan, pattern)).toBe(text));

const send = { operation: "SendMessage", actions: ["SendMessage"], at: "src/clerk.ts:7" };
const upload = {
  operation: "PutObject",
  actions: ["PutObject"],
  at: "node_modules/@aws-sdk/lib-storage/dist/upload.js:9",
};

test.each([
  ["sqs:SendMessage", ["lambda"], false, ["src/clerk.ts"]],
  ["sqs:SendMessage", ["lambda"], true, ["Lambda sends to the failure destination"]],
  ["s3:PutObject", ["lambda"], false, ["@aws-sdk/lib-storage"]],
  ["sqs:ReceiveMessage", ["lambda"], false, ["Lambda polls the queue"]],
  ["sqs:ReceiveMessage", ["scheduler"], false, []],
  ["lambda:InvokeFunction", ["states"], false, ["Step Functions invokes the function"]],
  ["lambda:InvokeFunction", ["lambda"], false, []],
])("%s of a role for %j is used by", (action, services, isFailureDestination, by) => {
  expect(usedBy(action, { calls: [send, upload], services, isFailureDestination })).toEqual(by);
});

const permission: Permission = {
  roles: ["Clerk", "Sorter"],
  actions: ["s3:GetObject"],
  resource: "Files/in/*",
  usedBy: ["src/clerk.ts"],
  wildcard: "what is inside has names that the program does not know",
};

test("a permission is a row, with a link to the code that uses it", () => {
  expect(permissionsPage([permission])).toContain(
    "| Clerk, Sorter | `s3:GetObject` | `Files/in/*` | [clerk.ts](../src/clerk.ts) | what is inside has names that the program does not know |",
  );
});

test("a permission that nothing uses, and a wildcard without a reason, are named", () => {
  expect(unexplained([permission])).toEqual([]);
  expect(unexplained([{ ...permission, usedBy: [], wildcard: "" }])).toEqual([
    "Clerk, Sorter: s3:GetObject on Files/in/*: nothing is known to use it",
    "Clerk, Sorter: s3:GetObject on Files/in/*: nothing explains its wildcard",
  ]);
});
