import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ask,
  buildProbe,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../../../testing/probe-stage.ts";
import type { AlarmChange } from "./alarm-change.ts";

const minuteMs = 60_000;

let probe: ProbeProgram;
let plan: Plan;

beforeAll(async () => {
  probe = await buildProbe();
  plan = probe.planWithoutDatabase;
});

afterAll(() => probe.remove());

const topicArn = "arn:aws:sns:us-east-1:123456789012:page";

function resource(
  type: string,
  name: string,
  inputs: { [key: string]: Json },
  outputs: { [key: string]: Json },
): Resource {
  return { type, name, parent: null, dependsOn: [], inputs, outputs };
}

function alarm(name: string, inputs: { [key: string]: Json }): Resource {
  return resource(
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    name,
    {
      name,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 0,
      period: 60,
      statistic: "Sum",
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
      ...inputs,
    },
    { arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}` },
  );
}

const planWith = (...resources: readonly Resource[]): Plan => ({
  ...plan,
  resources: [...plan.resources, ...resources],
});

const topic = resource("aws:sns/topic:Topic", "Page", { name: "page" }, { arn: topicArn });

test("alarms see what the functions of a stage do, and a restart keeps their state", async () => {
  const probeFunction = functionsOf(plan).find(({ logicalName }) => logicalName === "ApiProbe");
  const queue = queuesOf(plan).find(({ logicalName }) => logicalName === "DeadLetters");
  const withAlarms = planWith(
    topic,
    alarm("failing", {
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: probeFunction?.name ?? "" },
    }),
    alarm("dead", {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue?.name ?? "" },
      statistic: "Maximum",
    }),
    alarm("memory", { namespace: "Probe", metricName: "Memory", statistic: "Maximum" }),
    alarm("storage", { namespace: "AWS/RDS", metricName: "FreeLocalStorage" }),
    resource(
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      "Memory",
      {
        name: "memory",
        logGroupName: probeFunction?.logging.logGroup ?? "",
        pattern: '{ $.type = "platform.report" }',
        metricTransformation: {
          namespace: "Probe",
          name: "Memory",
          value: "$.record.metrics.maxMemoryUsedMB",
        },
      },
      {},
    ),
  );
  const changes: AlarmChange[] = [];
  const directory = stateDirectory();
  const stage = await openStage(withAlarms, probe, directory, {
    onAlarm: (change) => void changes.push(change),
  });
  expect(stage.alarms()).toMatchObject(
    ["dead", "failing", "memory", "storage"].map((name) => ({
      logicalName: name,
      name,
      kind: "metric",
      state: "INSUFFICIENT_DATA",
      reason: "Unchecked: Initial alarm creation",
    })),
  );
  await ask(stage, "api-probe", { do: "fail", message: "no" });
  await ask(stage, "api-probe", { do: "send", messages: ["failing"] });
  stage.injectMetric(
    { namespace: "AWS/RDS", name: "FreeLocalStorage", dimensions: {}, unit: "Bytes" },
    1,
  );
  const isAlarming = (name: string) =>
    changes.some(({ alarmName, to }) => alarmName === name && to === "ALARM");
  const names = ["failing", "dead", "memory", "storage"];
  const done = () => names.every(isAlarming);
  expect(await stage.settle({ done, skip: true })).toBe(true);
  expect(changes.filter(({ to }) => to === "ALARM")).toEqual(
    expect.arrayContaining(
      names.map((name) =>
        expect.objectContaining({
          alarm: name,
          reason: expect.stringMatching(
            /^Threshold Crossed: 1 .*greater than the threshold \(0.0\)/,
          ),
          actions: [{ action: topicArn, outcome: "succeeded" }],
        }),
      ),
    ),
  );
  // The dead-letter message stays; the others have no more data.
  const startMs = stage.nowMs();
  const later = () => stage.nowMs() > startMs + 61 * minuteMs;
  expect(await stage.settle({ done: later, skip: true })).toBe(true);
  const statesOf = (each: typeof stage) =>
    Object.fromEntries(each.alarms().map(({ name, state }) => [name, state]));
  const expected = { dead: "ALARM", failing: "OK", storage: "OK" };
  expect(statesOf(stage)).toMatchObject(expected);
  await stage.stop();
  const again = await openStage(withAlarms, probe, directory);
  expect(statesOf(again)).toMatchObject(expected);
});

test("an alarm or a metric filter that a deploy would refuse does not start a stage", async () => {
  const broken = planWith(
    topic,
    alarm("broken", {
      metricQueries: [{ id: "e", expression: "missing + 1", returnData: true }],
    }),
    resource(
      "aws:cloudwatch/compositeAlarm:CompositeAlarm",
      "group",
      { alarmName: "group", alarmRule: "ALARM(missing)" },
      { arn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:group" },
    ),
  );
  await expect(openStage(broken, probe)).rejects.toThrow(
    [
      "A deploy of this would fail:",
      "alarm broken: Error in expression 'missing + 1': unknown id missing.",
      "alarm group: There is no alarm missing, which it names.",
    ].join("\n"),
  );
});

test("an alarm that is not implemented here does not start a stage, and is named", async () => {
  const alarms = planWith(
    topic,
    alarm("sorted", {
      metricQueries: [{ id: "e", expression: "SORT(METRICS(), SUM, ASC)", returnData: true }],
    }),
  );
  await expect(openStage(alarms, probe)).rejects.toThrow(
    "alarm sorted: not implemented here: the metric math function SORT in SORT(METRICS(), SUM, ASC)",
  );
});
