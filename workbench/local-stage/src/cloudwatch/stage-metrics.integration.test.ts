import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { Plan } from "@stagecraft/plan/plan";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  ask,
  buildProbe,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../testing/probe-stage.ts";
import type { Stage } from "../start-stage.ts";

const minuteMs = 60_000;

let probe: ProbeProgram;
let plan: Plan;

beforeAll(async () => {
  probe = await buildProbe();
  plan = probe.planWithoutDatabase;
});

afterAll(() => probe.remove());

/** Reads a metric as an operator does, over the last three hours of the stage. */
function metricsOf(stage: Stage) {
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const client = new CloudWatchClient({
    endpoint: stage.url,
    region: plan.region,
    credentials: { accessKeyId, secretAccessKey },
    // The stage's time may be ahead of this machine's.
    systemClockOffset: stage.nowMs() - Date.now(),
  });
  onTestFinished(() => client.destroy());
  return async (
    Namespace: string,
    MetricName: string,
    dimensions: { readonly [name: string]: string },
    Stat = "Sum",
  ) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace, MetricName, Dimensions };
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(stage.nowMs() - 180 * minuteMs),
        EndTime: new Date(stage.nowMs() + minuteMs),
        MetricDataQueries: [{ Id: "one", MetricStat: { Metric, Period: 86_400, Stat } }],
      }),
    );
    const values = MetricDataResults?.[0]?.Values ?? [];
    if (values.length === 0) return undefined;
    // There are two days when a test runs at midnight.
    if (Stat !== "Sum" && Stat !== "SampleCount") return Math.max(...values);
    return values.reduce((sum, value) => sum + value, 0);
  };
}

const nameOf = (logicalName: string) =>
  queuesOf(plan).find((queue) => queue.logicalName === logicalName)?.name ?? "";

test("what runs is measured by each service, with AWS's names, units and dimensions", async () => {
  const stage = await openStage(plan, probe);
  await ask(stage, "api-probe", { do: "echo", text: "hello" });
  await ask(stage, "api-probe", { do: "fail", message: "no" });
  await ask(stage, "api-probe", { do: "send", messages: ["one", "two"] });
  const isEmpty = () => {
    const { visible, notVisible } = stage.queues()[nameOf("Messages")] ?? {};
    return visible === 0 && notVisible === 0;
  };
  await stage.settle({ done: isEmpty, skip: false });
  const read = metricsOf(stage);
  const ofProbe = { FunctionName: "probe-ApiProbe" };
  expect(await read("AWS/Lambda", "Invocations", ofProbe)).toBe(3);
  expect(await read("AWS/Lambda", "Errors", ofProbe)).toBe(1);
  expect(await read("AWS/Lambda", "Throttles", ofProbe)).toBe(0);
  expect(await read("AWS/Lambda", "Duration", ofProbe, "p99")).toBeGreaterThan(0);
  expect(await read("AWS/Lambda", "ConcurrentExecutions", ofProbe, "Maximum")).toBe(1);
  const [api] = httpApisOf(plan);
  const ofApi = { ApiId: api?.apiId ?? "", Stage: "$default" };
  expect(await read("AWS/ApiGateway", "Count", ofApi, "SampleCount")).toBe(3);
  expect(await read("AWS/ApiGateway", "5xx", ofApi)).toBe(1);
  expect(await read("AWS/ApiGateway", "Latency", ofApi, "p99")).toBeGreaterThan(0);
  const ofQueue = { QueueName: nameOf("Messages") };
  expect(await read("AWS/SQS", "NumberOfMessagesSent", ofQueue)).toBe(2);
  expect(await read("AWS/SQS", "NumberOfMessagesReceived", ofQueue)).toBe(2);
  expect(await read("AWS/SQS", "NumberOfMessagesDeleted", ofQueue)).toBe(2);
});

test("metrics that a function logs are the stage's custom metrics, after a restart too", async () => {
  const directory = stateDirectory();
  const stage = await openStage(plan, probe, directory);
  for (const value of [1, 2]) await ask(stage, "api-probe", { do: "measure", value });
  const asked = {
    namespace: "Probe",
    name: "Asked",
    unit: "Count",
    dimensions: { service: "probe" },
    count: 2,
    sum: 3,
  };
  expect(stage.customMetrics()).toEqual([asked]);
  expect(await metricsOf(stage)("Probe", "Asked", { service: "probe" }, "Maximum")).toBe(2);
  await stage.stop();
  const again = await openStage(plan, probe, directory);
  expect(again.customMetrics()).toEqual([asked]);
});

test("gauges are sampled in minutes that are skipped, and do not keep the stage from skipping", async () => {
  const stage = await openStage(plan, probe);
  await ask(stage, "api-probe", { do: "send", messages: ["failing"] });
  const startMs = stage.nowMs();
  // The schedule of the program fires each hour.
  const done = () => stage.nowMs() > startMs + 61 * minuteMs;
  expect(await stage.settle({ done, skip: true })).toBe(true);
  const read = metricsOf(stage);
  const dead = { QueueName: nameOf("DeadLetters") };
  const [visible, samples, ageSeconds] = await Promise.all([
    read("AWS/SQS", "ApproximateNumberOfMessagesVisible", dead, "Maximum"),
    read("AWS/SQS", "ApproximateNumberOfMessagesVisible", dead, "SampleCount"),
    read("AWS/SQS", "ApproximateAgeOfOldestMessage", dead, "Maximum"),
  ]);
  expect(visible).toBe(1);
  expect(samples).toBeGreaterThanOrEqual(60);
  expect(ageSeconds).toBeGreaterThan(50 * 60);
});

test("planned throttles are counted", async () => {
  const stage = await openStage(plan, probe, stateDirectory(), {
    faults: [{ kind: "invocation-throttled", function: "ApiProbe", nth: 1 }],
  });
  expect(await ask(stage, "api-probe", { do: "echo", text: "a" })).toMatchObject({ status: 503 });
  const ofProbe = { FunctionName: "probe-ApiProbe" };
  expect(await metricsOf(stage)("AWS/Lambda", "Throttles", ofProbe)).toBe(1);
  expect(await metricsOf(stage)("AWS/Lambda", "Invocations", ofProbe)).toBeUndefined();
});
