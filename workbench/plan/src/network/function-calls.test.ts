import { expect, test } from "vitest";
import { functionNamed, planOf } from "../../testing/plan-of.ts";
import type { Json } from "../plan.ts";
import { functionCalls } from "./function-calls.ts";

const arn = (rest: string) => `arn:aws:sqs:eu-west-1:123456789012:${rest}`;
const worker = functionNamed("Worker");

function callsOf(statements: Json[], links: { readonly [name: string]: Json } = {}) {
  const policy = { Version: "2012-10-17", Statement: statements };
  const plan = planOf(
    [
      "aws:iam/role:Role",
      "WorkerRole",
      { name: "Worker", inlinePolicies: [{ name: "inline", policy }] },
      { arn: worker.roleArn },
    ],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "Jobs",
      {
        eventSourceArn: arn("jobs"),
        functionName: worker.arn,
        destinationConfig: { onFailure: { destinationArn: arn("failures") } },
      },
    ],
  );
  const calls = functionCalls(plan, { ...worker, bundle: { ...worker.bundle, links } });
  return calls.map(({ action, resource }) => `${action} ${resource.split(":").at(-1)}`);
}

const allow = (Action: Json, Resource: Json): Json => ({ Effect: "Allow", Action, Resource });

test("every action on every resource is a call", () => {
  const both = allow(["sqs:SendMessage", "sns:Publish"], [arn("a"), arn("b")]);
  expect(callsOf([both])).toEqual([
    ...["sqs:SendMessage a", "sqs:SendMessage b", "sns:Publish a", "sns:Publish b"],
  ]);
});

test.each([
  ["writing logs", allow("logs:PutLogEvents", "*")],
  ["creating network interfaces in the VPC", allow("ec2:CreateNetworkInterface", "*")],
  ["logging in to a database", allow("rds-db:connect", "*")],
  ["reading an event source", allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], arn("jobs"))],
  ["sending failed events to a destination", allow("sqs:SendMessage", arn("failures"))],
  ["a denied action", { Effect: "Deny", Action: "sqs:*", Resource: "*" }],
])("%s is not a call of the code", (_what, statement) => {
  expect(callsOf([statement])).toEqual([]);
});

test("a function may send to its own event source, and to a destination that it is linked to", () => {
  const statements = [
    allow("sqs:SendMessage", arn("jobs")),
    allow("sqs:SendMessage", arn("failures")),
  ];
  const links = { Failures: { url: "https://sqs.eu-west-1.amazonaws.com/123456789012/failures" } };
  expect(callsOf(statements, links)).toEqual(["sqs:SendMessage jobs", "sqs:SendMessage failures"]);
});

test("a grant with NotAction counts as every action", () => {
  expect(callsOf([{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }])).toEqual(["* *"]);
});
