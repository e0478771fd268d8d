import { createNetwork } from "@stagecraft/plan/network/network";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { createReports, type Notice } from "../stage/report.ts";
import { reportLambda } from "./report-lambda.ts";

const inVpc = functionNamed("Inside", { vpc: { subnetIds: [], securityGroupIds: [] } });
const functions = [functionNamed("Outside"), inVpc];

function noticesOf(functionName: string, host: string) {
  const reported: Notice[] = [];
  const reports = createReports((notice) => reported.push(notice));
  const report = reportLambda({
    functions,
    network: createNetwork(planOf()),
    reports,
    reservedOf: () => undefined,
  });
  report({ kind: "outside-call", functionName, host, port: 443 });
  return reported.map(({ kind, message }) => `${kind}: ${message}`);
}

test.each(["sqs.eu-west-1.amazonaws.com", "queue.sqs.us-gov-west-1.amazonaws.com"])(
  "a call of %s by its AWS name is reported, with what to do",
  (host) => {
    expect(noticesOf("Outside", host)).toEqual([
      `unreachable: Outside calls ${host}, which is AWS itself: here AWS is at AWS_ENDPOINT_URL, so leave the address to the SDK`,
    ]);
  },
);

test("a call that would have no path on AWS is reported with the reason", () => {
  expect(noticesOf("Inside", "sqs.eu-west-1.amazonaws.com")).toEqual([
    "unreachable: Inside calls sqs.eu-west-1.amazonaws.com:443 and gets no answer: Inside is in a private subnet without a NAT or an endpoint for sqs",
  ]);
  expect(noticesOf("Inside", "1.data-kinesis.eu-west-1.amazonaws.com")).toEqual([
    "unreachable: Inside calls 1.data-kinesis.eu-west-1.amazonaws.com:443 and gets no answer: Inside is in a private subnet without a NAT or an endpoint for kinesis-streams",
  ]);
});

test("a killed invocation is reported, and one that threw an error is not", () => {
  const reported: string[] = [];
  const reports = createReports(({ kind, message }) => reported.push(`${kind}: ${message}`));
  const report = reportLambda({
    functions,
    network: createNetwork(planOf()),
    reports,
    reservedOf: () => undefined,
  });
  const ended = {
    kind: "invocation-ended",
    functionName: "Outside",
    invokedAtMs: 0,
    isFunctionError: true,
    requestId: "r",
    durationMs: 1_234.5,
    billedMs: 1_235,
    maxMemoryMb: 130,
    eventBytes: 2,
    responseBytes: 0,
  } as const;
  report({ ...ended, status: "success" });
  report({ ...ended, status: "timeout" });
  report({ ...ended, status: "error", errorType: "Runtime.OutOfMemory" });
  expect(reported).toEqual([
    "lost: Outside ran into its timeout after 1235 ms, with 130 MB in memory",
    "lost: Outside ended with Runtime.OutOfMemory after 1235 ms, with 130 MB in memory",
  ]);
});

test("what waits for this machine is reported once, and a function that wants more than its concurrency once", () => {
  const told: string[] = [];
  const reports = createReports(({ kind, message }) => told.push(`${kind}: ${message}`));
  const reserving = functionNamed("Reserving", { reservedConcurrency: 2 });
  const context = { functions: [...functions, reserving], network: createNetwork(planOf()) };
  const report = reportLambda({
    ...context,
    reports,
    reservedOf: (name) => (name === "Reserving" ? 2 : undefined),
  });
  const wait = (functionName: string, wanted: number) =>
    report({ kind: "invocation-waiting", functionName, waiting: 1, wanted, maxBusy: 4 });
  wait("Outside", 9);
  wait("Reserving", 2);
  expect(told).toEqual([
    "waiting: invocations wait: this machine runs at most 4 at once (on AWS they would not wait)",
  ]);
  wait("Reserving", 3);
  wait("Reserving", 4);
  expect(told.slice(1)).toEqual([
    "waiting: Reserving: more invocations run or wait for this machine than its reserved concurrency of 2; AWS throttles those above it if they come at once, here they wait",
  ]);
});
