import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
  ResourceNotFound,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, onTestFinished, test } from "vitest";
import { type Statement, serveServices } from "../../dynamodb/testing/serve-services.ts";
import { cloudwatchService } from "../cloudwatch-service.ts";
import {
  alarmArn,
  compositeAlarm,
  errors,
  metricAlarm,
  openTestAlarms,
  topic,
  topicArn,
} from "../testing/open-test-alarms.ts";

const account = { region: "eu-west-1", accountId: "123456789012" };
const everything: readonly Statement[] = [{ Action: "cloudwatch:*", Resource: "*" }];

async function openAlarms(statements = everything) {
  const stage = openTestAlarms(
    topic(),
    metricAlarm("errors", {
      alarmDescription: "Parcels fail.",
      datapointsToAlarm: 1,
      alarmActions: [topicArn],
    }),
    metricAlarm("slow", {
      statistic: null,
      extendedStatistic: "p99",
      evaluateLowSampleCountPercentiles: "ignore",
    }),
    metricAlarm("share", {
      metricQueries: [
        {
          id: "failed",
          metric: {
            namespace: errors.namespace,
            metricName: errors.name,
            dimensions: { ...errors.dimensions },
            period: 60,
            stat: "Sum",
          },
        },
        { id: "share", label: "Share", expression: "failed / 2", returnData: true },
      ],
    }),
    compositeAlarm("hurt", "ALARM(errors) OR ALARM(share)", {
      actionsSuppressor: { alarm: "slow", waitPeriod: 60, extensionPeriod: 60 },
    }),
  );
  const monitoring = cloudwatchService({
    metrics: stage.metrics(),
    alarms: stage.alarms(),
    dashboards: [{ name: "orders", body: '{"widgets":[]}' }],
    account,
    nowMs: stage.clock.nowMs,
  });
  const client = new CloudWatchClient(await serveServices({ monitoring }, statements));
  onTestFinished(() => client.destroy());
  return { ...stage, client };
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
test("metric alarms are described as they are declared, with their state", async () => {
  const { client, minutes } = await openAlarms();
  minutes("errors", [9]);
  const { MetricAlarms, CompositeAlarms } = await client.send(new DescribeAlarmsCommand({}));
  expect(CompositeAlarms).toEqual([]);
  expect(MetricAlarms).toMatchObject([
    {
      AlarmName: "errors",
      AlarmArn: alarmArn("errors"),
      AlarmDescription: "Parcels fail.",
      ActionsEnabled: true,
      AlarmActions: [topicArn],
      OKActions: [],
      MetricName: "Errors",
      Namespace: "Post",
      Dimensions: [{ Name: "service", Value: "parcels" }],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 2,
      ComparisonOperator: "GreaterThanThreshold",
      TreatMissingData: "missing",
      StateValue: "ALARM",
      StateReason: expect.stringContaining("Threshold Crossed: 1 datapoint [9.0"),
      StateReasonData: expect.stringContaining('"version":"1.0"'),
      StateUpdatedTimestamp: new Date("2026-01-05T00:01:00Z"),
      StateTransitionedTimestamp: new Date("2026-01-05T00:01:00Z"),
    },
    {
      AlarmName: "share",
      Metrics: [
        { Id: "failed", ReturnData: false, MetricStat: { Period: 60, Stat: "Sum" } },
        { Id: "share", Label: "Share", Expression: "failed / 2", ReturnData: true },
      ],
    },
    {
      AlarmName: "slow",
      ExtendedStatistic: "p99",
      EvaluateLowSampleCountPercentile: "ignore",
      StateValue: "INSUFFICIENT_DATA",
    },
  ]);
});

test("composite alarms are described with their rule and their suppressor", async () => {
  const { client } = await openAlarms();
  const { CompositeAlarms } = await client.send(
    new DescribeAlarmsCommand({ AlarmTypes: ["CompositeAlarm"] }),
  );
  expect(CompositeAlarms).toMatchObject([
    {
      AlarmName: "hurt",
      AlarmRule: "ALARM(errors) OR ALARM(share)",
      ActionsSuppressor: "slow",
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
      ActionsSuppressedBy: "WaitPeriod",
      StateValue: "OK",
    },
  ]);
});

test.each<[string, object, readonly string[]]>([
  ["names", { AlarmNames: ["slow", "missing"] }, ["slow"]],
  ["a prefix", { AlarmNamePrefix: "s" }, ["share", "slow"]],
  ["a state", { StateValue: "ALARM" }, ["errors", "share"]],
  ["an action", { ActionPrefix: "arn:aws:sns" }, ["errors"]],
  [
    "both types",
    { AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
    ["errors", "share", "slow", "hurt"],
  ],
  ["children", { ChildrenOfAlarmName: "hurt" }, ["errors", "share"]],
  ["parents", { ParentsOfAlarmName: "share" }, ["hurt"]],
])("alarms are found by %s", async (_what, input, expected) => {
  const { client, minutes } = await openAlarms();
  minutes("errors", [9]);
  const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
    new DescribeAlarmsCommand(input),
  );
  expect([...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName)).toEqual(expected);
});

test("alarms and their history come in pages", async () => {
  const { client, minutes } = await openAlarms();
  const names: (string | undefined)[][] = [];
  const AlarmTypes = ["MetricAlarm", "CompositeAlarm"] as const;
  for await (const page of paginateDescribeAlarms(
    { client, pageSize: 3 },
    { AlarmTypes: [...AlarmTypes] },
  )) {
    const found = [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])];
    names.push(found.map(({ AlarmName }) => AlarmName));
  }
  expect(names).toEqual([["errors", "share", "hurt"], ["slow"]]);
  minutes("errors", [9, 0]);
  const summaries: (string | undefined)[] = [];
  for await (const page of paginateDescribeAlarmHistory(
    { client, pageSize: 1 },
    { AlarmName: "errors" },
  )) {
    summaries.push(...(page.AlarmHistoryItems ?? []).map(({ HistorySummary }) => HistorySummary));
  }
  expect(summaries).toEqual([
    "Alarm updated from ALARM to OK",
    `Successfully executed action ${topicArn}`,
    "Alarm updated from INSUFFICIENT_DATA to ALARM",
    'Alarm "errors" created',
  ]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
test("the history is filtered by type of item and time", async () => {
  const { client, minutes } = await openAlarms();
  minutes("errors", [9, 0]);
  const { AlarmHistoryItems } = await client.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: "errors",
      HistoryItemType: "StateUpdate",
      ScanBy: "TimestampAscending",
      StartDate: new Date("2026-01-05T00:01:30Z"),
      EndDate: new Date("2026-01-05T01:00:00Z"),
    }),
  );
  expect(AlarmHistoryItems).toMatchObject([
    {
      AlarmName: "errors",
      AlarmType: "MetricAlarm",
      HistoryItemType: "StateUpdate",
      Timestamp: new Date("2026-01-05T00:02:00Z"),
    },
  ]);
  expect(JSON.parse(AlarmHistoryItems?.[0]?.HistoryData ?? "")).toMatchObject({
    version: "1.0",
    oldState: { stateValue: "ALARM", stateReasonData: { recentDatapoints: [9] } },
    newState: { stateValue: "OK" },
  });
});

test("alarms are found by their metric, also in expressions", async () => {
  const { client } = await openAlarms();
  const namesOf = async (more: object) => {
    const { MetricAlarms } = await client.send(
      new DescribeAlarmsForMetricCommand({
        Namespace: errors.namespace,
        MetricName: errors.name,
        Dimensions: [{ Name: "service", Value: "parcels" }],
        ...more,
      }),
    );
    return MetricAlarms?.map(({ AlarmName }) => AlarmName);
  };
  expect(await namesOf({})).toEqual(["errors", "share", "slow"]);
  expect(await namesOf({ ExtendedStatistic: "p99" })).toEqual(["slow"]);
  expect(await namesOf({ Period: 300 })).toEqual([]);
  expect(await namesOf({ Dimensions: [] })).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
test("a state that is set runs actions, and lasts until the next evaluation", async () => {
  const { client, stateOf, changes, minutes } = await openAlarms();
  minutes("errors", [0]);
  await client.send(
    new SetAlarmStateCommand({
      AlarmName: "errors",
      StateValue: "ALARM",
      StateReason: "a drill",
      StateReasonData: "{}",
    }),
  );
  expect(stateOf("errors")).toBe("ALARM");
  expect(stateOf("hurt")).toBe("ALARM");
  expect(
    changes.find(({ alarmName, to }) => alarmName === "errors" && to === "ALARM"),
  ).toMatchObject({ reason: "a drill", actions: [{ action: topicArn, outcome: "succeeded" }] });
  minutes("errors", [0]);
  expect([stateOf("errors"), stateOf("hurt")]).toEqual(["OK", "OK"]);
});

test("actions are disabled and enabled by name", async () => {
  const { client, alarms } = await openAlarms();
  const AlarmNames = ["errors", "missing"];
  await client.send(new DisableAlarmActionsCommand({ AlarmNames }));
  expect(alarms().find("errors")?.record.actionsEnabled).toBe(false);
  await client.send(new EnableAlarmActionsCommand({ AlarmNames }));
  expect(alarms().find("errors")?.record.actionsEnabled).toBe(true);
});

test("dashboards are listed and read", async () => {
  const { client } = await openAlarms();
  const { DashboardEntries } = await client.send(new ListDashboardsCommand({}));
  expect(DashboardEntries).toMatchObject([{ DashboardName: "orders", Size: 14 }]);
  const { DashboardBody } = await client.send(new GetDashboardCommand({ DashboardName: "orders" }));
  expect(DashboardBody).toBe('{"widgets":[]}');
  await expect(client.send(new GetDashboardCommand({ DashboardName: "missing" }))).rejects.toThrow(
    ResourceNotFound,
  );
});

test("errors are the SDK's own", async () => {
  const { client } = await openAlarms();
  const set = (more: object) =>
    client.send(
      new SetAlarmStateCommand({
        AlarmName: "errors",
        StateValue: "ALARM",
        StateReason: "a drill",
        ...more,
      }),
    );
  await expect(set({ AlarmName: "missing" })).rejects.toThrow(ResourceNotFound);
  await expect(set({ StateReasonData: "no JSON" })).rejects.toMatchObject({
    name: "InvalidFormatFault",
  });
  await expect(set({ StateValue: "FINE" })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
  await expect(
    client.send(new DescribeAlarmsCommand({ AlarmNames: ["errors"], AlarmNamePrefix: "e" })),
  ).rejects.toMatchObject({ name: "ValidationException" });
});

test("permissions are by the alarm's ARN", async () => {
  const { client } = await openAlarms([
    { Action: "cloudwatch:DescribeAlarms", Resource: alarmArn("errors") },
    { Action: "cloudwatch:DescribeAlarmsForMetric", Resource: "*" },
  ]);
  await client.send(new DescribeAlarmsCommand({ AlarmNames: ["errors"] }));
  await expect(client.send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({
    name: "AccessDenied",
  });
  await expect(
    client.send(new DisableAlarmActionsCommand({ AlarmNames: ["errors"] })),
  ).rejects.toMatchObject({ name: "AccessDenied" });
});
