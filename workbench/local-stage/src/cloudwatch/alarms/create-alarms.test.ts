import { expect, test } from "vitest";
import {
  alarmArn,
  compositeAlarm,
  errors,
  metricAlarm,
  openTestAlarms,
  topic,
  topicArn,
} from "../testing/open-test-alarms.ts";

const minuteMs = 60_000;
const [ok, alarm, noData] = ["OK", "ALARM", "INSUFFICIENT_DATA"] as const;
const none = undefined;

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
test("an alarm follows its metric, once a minute", () => {
  const { minutes, stateOf } = openTestAlarms(metricAlarm("errors"));
  expect(stateOf("errors")).toBe(noData);
  expect(minutes("errors", [0, 2, 3, 3, 2, none, none, none])).toEqual([
    ok,
    ok,
    alarm,
    alarm,
    ok,
    // The last data points are in the evaluation range for two minutes more.
    ok,
    ok,
    noData,
  ]);
});

test("two of three periods make an alarm, and two good ones end it", () => {
  const { minutes } = openTestAlarms(
    metricAlarm("errors", { evaluationPeriods: 3, datapointsToAlarm: 2 }),
  );
  expect(minutes("errors", [0, 0, 0, 9, 0, 9, 0, 0])).toEqual([ok, ok, ok, ok, ok, alarm, ok, ok]);
});

test("periods of several minutes overlap: the window slides each minute", () => {
  const { minutes } = openTestAlarms(metricAlarm("errors", { period: 180 }));
  expect(minutes("errors", [0, 0, 0, 1, 1, 1, 0, 0])).toEqual([ok, ok, ok, ok, ok, alarm, ok, ok]);
});

test.each([
  ["missing", [alarm, alarm, alarm, noData]],
  ["notBreaching", [alarm, alarm, alarm, ok]],
  ["ignore", [alarm, alarm, alarm, alarm]],
  ["breaching", [alarm, alarm, alarm, alarm]],
])("when a metric ends, missing data is treated as %s", (treatMissingData, expected) => {
  const { minutes } = openTestAlarms(metricAlarm("errors", { treatMissingData }));
  expect(minutes("errors", [9, none, none, none])).toEqual(expected);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test("alarms on DynamoDB's metrics ignore missing data, whatever is set", () => {
  const { minutes } = openTestAlarms(
    metricAlarm("throttles", { namespace: "AWS/DynamoDB", treatMissingData: "notBreaching" }),
  );
  const metric = { ...errors, namespace: "AWS/DynamoDB" };
  expect(minutes("throttles", [9, none, none, none, none], metric).at(-1)).toBe(alarm);
});

test("minutes that a skip passes are evaluated, each with its own time", () => {
  const { metrics, clock, changes } = openTestAlarms(metricAlarm("errors"));
  const startMs = clock.nowMs();
  for (const [minute, value] of [0, 9, 0].entries()) {
    metrics().put(errors, value, startMs + minute * minuteMs);
  }
  clock.advance(10 * minuteMs);
  expect(changes.map(({ to, atMs }) => [to, (atMs - startMs) / minuteMs])).toEqual([
    [ok, 1],
    [alarm, 2],
    [ok, 3],
    [noData, 6],
  ]);
});

test("a percentile of too few samples leaves the state when the alarm says so", () => {
  const p90 = { statistic: null, extendedStatistic: "p90" };
  const { clock, metrics, stateOf } = openTestAlarms(
    metricAlarm("strict", p90),
    metricAlarm("lenient", { ...p90, evaluateLowSampleCountPercentiles: "ignore" }),
  );
  const put = (samples: number) => {
    for (let sample = 0; sample < samples; sample += 1) metrics().put(errors, 9);
    clock.advance(minuteMs);
  };
  put(99);
  expect([stateOf("strict"), stateOf("lenient")]).toEqual([alarm, noData]);
  put(100);
  expect(stateOf("lenient")).toBe(alarm);
});

test("an alarm on an expression watches its result", () => {
  const metricOf = (id: string, metricName: string) => ({
    id,
    metric: { namespace: "Post", metricName, period: 60, stat: "Sum" },
  });
  const { metrics, clock, stateOf } = openTestAlarms(
    metricAlarm("share", {
      threshold: 5,
      metricQueries: [
        metricOf("failed", "Failed"),
        metricOf("all", "All"),
        { id: "share", expression: "100 * failed / all", returnData: true },
      ],
    }),
  );
  const put = (failed: number, all: number) => {
    metrics().put({ ...errors, name: "Failed", dimensions: {} }, failed);
    metrics().put({ ...errors, name: "All", dimensions: {} }, all);
    clock.advance(minuteMs);
    return stateOf("share");
  };
  expect([put(1, 100), put(6, 100), put(0, 0)]).toEqual([ok, alarm, alarm]);
});

/** An alarm on the average of `errors` beyond its band. */
const onBand = (name: string) =>
  metricAlarm(name, {
    comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
    threshold: null,
    thresholdMetricId: "band",
    metricQueries: [
      {
        id: "sent",
        returnData: true,
        metric: {
          namespace: errors.namespace,
          metricName: errors.name,
          dimensions: { ...errors.dimensions },
          period: 60,
          stat: "Average",
        },
      },
      { id: "band", expression: "ANOMALY_DETECTION_BAND(sent, 2)", returnData: true },
    ],
  });

test("an anomaly is a value outside the band of the metric's usual values", () => {
  const { clock, metrics, stateOf, changes } = openTestAlarms(onBand("unusual"));
  const put = (value: number) => {
    metrics().put(errors, value);
    clock.advance(minuteMs);
    return stateOf("unusual");
  };
  // Nothing is usual yet.
  expect(put(100)).toBe(noData);
  for (let minute = 1; minute < 120; minute += 1) put(minute % 2 === 0 ? 90 : 110);
  expect(put(100)).toBe(ok);
  expect(put(200)).toBe(alarm);
  expect(put(100)).toBe(ok);
  expect(put(10)).toBe(alarm);
  expect(changes.at(-1)?.reason).toMatch(
    /^Thresholds Crossed: 1 out of the last 1 datapoints \[10.0 \(05\/01\/26 02:03:00\)\] was less than the lower thresholds \[\d+\.\d+\] or greater than the upper thresholds \[\d+\.\d+\] \(minimum 1 datapoint for OK -> ALARM transition\)\.$/,
  );
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
test("reasons have CloudWatch's words", () => {
  const { minutes, changes, alarms } = openTestAlarms(metricAlarm("errors"));
  minutes("errors", [3, 2, 4, none, none, none]);
  expect(changes.map(({ reason }) => reason)).toEqual([
    "Threshold Crossed: 1 datapoint [3.0 (05/01/26 00:00:00)] was greater than the threshold (2.0).",
    "Threshold Crossed: 1 out of the last 1 datapoints [2.0 (05/01/26 00:01:00)] was not greater than the threshold (2.0) (minimum 1 datapoint for ALARM -> OK transition).",
    "Threshold Crossed: 1 out of the last 1 datapoints [4.0 (05/01/26 00:02:00)] was greater than the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition).",
    "Insufficient Data: 1 datapoint was unknown.",
  ]);
  const { reasonData = "" } = alarms().find("errors")?.record ?? {};
  expect(JSON.parse(reasonData)).toEqual({
    version: "1.0",
    queryDate: "2026-01-05T00:06:00.000+0000",
    statistic: "Sum",
    period: 60,
    recentDatapoints: [],
    threshold: 2,
    evaluatedDatapoints: [{ timestamp: "2026-01-05T00:05:00.000+0000" }],
  });
});

test("a reason names missing data and how it was treated", () => {
  const { minutes, changes, alarms } = openTestAlarms(
    metricAlarm("beat", {
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: "breaching",
    }),
  );
  minutes("beat", [none, 1]);
  expect(changes.map(({ reason }) => reason)).toEqual([
    "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].",
    "Threshold Crossed: 1 datapoint [1.0 (05/01/26 00:01:00)] was not less than the threshold (1.0) and 1 missing datapoint was treated as [Breaching].",
  ]);
  const { reasonData = "" } = alarms().find("beat")?.record ?? {};
  expect(JSON.parse(reasonData)).toMatchObject({
    startDate: "2026-01-05T00:01:00.000+0000",
    recentDatapoints: [1],
    evaluatedDatapoints: [{ timestamp: "2026-01-05T00:01:00.000+0000", sampleCount: 1, value: 1 }],
  });
});

test("state, reason and history stay after a restart, and a changed alarm keeps its state", () => {
  const stage = openTestAlarms(metricAlarm("errors"), metricAlarm("gone"));
  stage.minutes("errors", [9]);
  const before = stage.alarms().find("errors")?.record;
  stage.restart(metricAlarm("errors"));
  expect(stage.alarms().find("errors")?.record).toEqual(before);
  expect(stage.alarms().statuses()).toMatchObject([
    { logicalName: "errorsAlarm", name: "errors", kind: "metric", state: alarm },
  ]);
  stage.restart(metricAlarm("errors", { threshold: 100 }));
  expect(stage.stateOf("errors")).toBe(alarm);
  expect(stage.history("errors").map(({ type, summary }) => [type, summary])).toEqual([
    ["ConfigurationUpdate", 'Alarm "errors" created'],
    ["StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"],
    ["ConfigurationUpdate", 'Alarm "errors" updated'],
  ]);
  expect(stage.minutes("errors", [9])).toEqual([ok]);
});

test("values from before a restart are evaluated after it", () => {
  const stage = openTestAlarms(metricAlarm("errors", { evaluationPeriods: 3 }));
  stage.minutes("errors", [9, 9]);
  stage.restart();
  expect(stage.minutes("errors", [9])).toEqual([alarm]);
});

test("history is kept for 30 days", () => {
  const { clock, minutes, history } = openTestAlarms(metricAlarm("errors"));
  minutes("errors", [9]);
  clock.advance(31 * 24 * 60 * minuteMs);
  expect(history("errors").map(({ summary }) => summary)).toEqual([]);
});

test("a composite alarm follows its rule, also about other composite alarms", () => {
  const { minutes, stateOf, changes } = openTestAlarms(
    compositeAlarm("outer", `ALARM("${alarmArn("inner")}")`),
    compositeAlarm("inner", 'ALARM("errors") AND NOT ALARM("quiet")'),
    metricAlarm("errors"),
    metricAlarm("quiet", { threshold: 100 }),
  );
  expect(stateOf("outer")).toBe(ok);
  expect(changes[0]?.reason).toBe(
    `${alarmArn("outer")} was created and its alarm rule evaluates to OK`,
  );
  expect(minutes("outer", [9, 999, 9])).toEqual([alarm, ok, alarm]);
  expect(changes.at(-1)?.reason).toBe(
    `${alarmArn("inner")} transitioned to ALARM at Monday 05 January, 2026 00:03:00 UTC`,
  );
});

const actions = { alarmActions: [topicArn], okActions: [topicArn] };

test("an alarm's actions run when its state changes, and the history has what was published", () => {
  const { minutes, changes, history } = openTestAlarms(topic(), metricAlarm("errors", actions));
  minutes("errors", [9, 9]);
  expect(changes).toMatchObject([
    { alarm: "errorsAlarm", from: noData, to: alarm, actions: [{ outcome: "succeeded" }] },
  ]);
  const [item, ...others] = history("errors", "Action");
  expect(others).toEqual([]);
  expect(item?.summary).toBe(`Successfully executed action ${topicArn}`);
  const data = JSON.parse(item?.data ?? "");
  expect(data).toMatchObject({ actionState: "Succeeded", notificationResource: topicArn });
  expect(JSON.parse(data.publishedMessage)).toMatchObject({
    AlarmName: "errors",
    NewStateValue: alarm,
    OldStateValue: noData,
    Region: "eu-west-1",
    Trigger: { MetricName: "Errors", Statistic: "SUM", Threshold: 2 },
  });
});

test("actions that are disabled are recorded as suppressed", () => {
  const { minutes, changes, history, alarms } = openTestAlarms(
    topic(),
    metricAlarm("errors", { ...actions, actionsEnabled: false }),
  );
  minutes("errors", [9]);
  expect(changes[0]?.actions).toEqual([
    { action: topicArn, outcome: "suppressed", why: "Actions are disabled" },
  ]);
  expect(history("errors", "Action")).toMatchObject([
    { summary: `Suppressed action ${topicArn}. Actions are disabled` },
  ]);
  alarms().enableActions(["errors"], true);
  minutes("errors", [0]);
  expect(changes[1]?.actions).toMatchObject([{ outcome: "succeeded" }]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
function openSuppressed() {
  const stage = openTestAlarms(
    topic(),
    metricAlarm("errors"),
    metricAlarm("suppressor", { metricName: "Maintenance" }),
    compositeAlarm("orders", "ALARM(errors)", {
      ...actions,
      actionsSuppressor: { alarm: "suppressor", waitPeriod: 120, extensionPeriod: 180 },
    }),
  );
  // The OK after the creation waits too.
  stage.clock.advance(3 * minuteMs);
  const outcomes = () =>
    stage.history("orders", "Action").map(({ data }) => JSON.parse(data).actionState);
  const before = outcomes().length;
  return {
    ...stage,
    outcomes: () => outcomes().slice(before),
    suppressedBy: () => stage.alarms().find("orders")?.record.suppression?.by,
    set: (name: string, state: "OK" | "ALARM") =>
      stage.alarms().setState(name, { state, reason: "a test" }),
  };
}

test("actions wait for the suppressor alarm, and run when it does not come", () => {
  const { set, clock, metrics, suppressedBy, outcomes } = openSuppressed();
  const wait = () => {
    metrics().put(errors, 9);
    clock.advance(minuteMs);
  };
  set("errors", "ALARM");
  expect(suppressedBy()).toBe("WaitPeriod");
  wait();
  expect(outcomes()).toEqual(["Suppressed"]);
  wait();
  expect(suppressedBy()).toBeUndefined();
  expect(outcomes()).toEqual(["Suppressed", "Succeeded"]);
});

test("a suppressor alarm that comes holds actions back until its extension period has ended", () => {
  const { set, clock, metrics, suppressedBy, outcomes } = openSuppressed();
  const maintenance = { ...errors, name: "Maintenance" };
  const wait = (value: number) => {
    metrics().put(errors, 9);
    metrics().put(maintenance, value);
    clock.advance(minuteMs);
  };
  set("errors", "ALARM");
  wait(9);
  expect(suppressedBy()).toBe("Alarm");
  for (let minute = 0; minute < 5; minute += 1) wait(9);
  expect(outcomes()).toEqual(["Suppressed"]);
  wait(0);
  expect(suppressedBy()).toBe("ExtensionPeriod");
  wait(0);
  wait(0);
  expect(outcomes()).toEqual(["Suppressed"]);
  wait(0);
  expect(suppressedBy()).toBeUndefined();
  expect(outcomes()).toEqual(["Suppressed", "Succeeded"]);
});

test("a change during the wait period begins a new one, and then the actions of that state run", () => {
  const { set, clock, metrics, outcomes } = openSuppressed();
  const wait = (value: number) => {
    metrics().put(errors, value);
    clock.advance(minuteMs);
  };
  set("errors", "ALARM");
  wait(0);
  wait(0);
  expect(outcomes()).toEqual(["Suppressed", "Suppressed"]);
  wait(0);
  expect(outcomes()).toEqual(["Suppressed", "Suppressed", "Succeeded"]);
  wait(0);
  expect(outcomes()).toHaveLength(3);
});

test("a change during the extension period discards it, and begins a wait period", () => {
  const { set, clock, suppressedBy, outcomes } = openSuppressed();
  set("suppressor", "ALARM");
  set("errors", "ALARM");
  expect(suppressedBy()).toBe("Alarm");
  set("suppressor", "OK");
  expect(suppressedBy()).toBe("ExtensionPeriod");
  set("errors", "OK");
  expect(suppressedBy()).toBe("WaitPeriod");
  clock.advance(2 * minuteMs);
  expect(outcomes()).toEqual(["Suppressed", "Suppressed", "Succeeded"]);
});

test("an expression that fails with its data is reported, and other alarms are evaluated", () => {
  const metric = {
    namespace: errors.namespace,
    metricName: errors.name,
    dimensions: { ...errors.dimensions },
    period: 60,
    stat: "Sum",
  };
  const { minutes, reports, stateOf } = openTestAlarms(
    metricAlarm("bad", {
      metricQueries: [
        { id: "m1", metric },
        { id: "e", expression: "FILL(IF(SUM(m1) > 1, m1, 1), 0)", returnData: true },
      ],
    }),
    metricAlarm("good"),
  );
  expect([minutes("good", [0]), stateOf("bad")]).toEqual([[ok], noData]);
  expect(reports.all()).toMatchObject([
    {
      kind: "failed",
      message: expect.stringMatching(/^alarm badAlarm could not be evaluated: Error in expression/),
    },
  ]);
});

test("an evaluation that fails is reported, and does not end the stage", () => {
  const { state, minutes, reports } = openTestAlarms(metricAlarm("errors"));
  state().sqlite.exec("DROP TABLE cloudwatch_alarm_history");
  minutes("errors", [9]);
  expect(reports.all()).toMatchObject([
    { kind: "failed", message: expect.stringMatching(/^alarms could not be evaluated: /) },
  ]);
});

test("an evaluation that could not be stored is done again in the next minute", () => {
  const { state, minutes, stateOf, changes, history } = openTestAlarms(metricAlarm("errors"));
  state().sqlite.exec("ALTER TABLE cloudwatch_alarm_history RENAME TO elsewhere");
  minutes("errors", [9]);
  expect([stateOf("errors"), changes]).toEqual([noData, []]);
  state().sqlite.exec("ALTER TABLE elsewhere RENAME TO cloudwatch_alarm_history");
  expect(minutes("errors", [9])).toEqual([alarm]);
  expect(changes).toMatchObject([{ alarmName: "errors", from: noData, to: alarm }]);
  expect(history("errors", "StateUpdate")).toHaveLength(1);
});

test("an evaluation that fails loses no metric that is not stored yet", () => {
  const { state, minutes, total, reports } = openTestAlarms(
    onBand("unusual"),
    metricAlarm("errors"),
  );
  state().sqlite.exec("DROP TABLE cloudwatch_alarm_history");
  minutes("errors", [9]);
  expect(reports.all()).toMatchObject([{ kind: "failed" }]);
  expect(total(errors)).toEqual({ count: 1, sum: 9 });
});
