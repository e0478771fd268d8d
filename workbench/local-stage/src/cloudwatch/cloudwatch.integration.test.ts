import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  InvalidParameterValueException,
  ListMetricsCommand,
  type MetricDatum,
  PutDashboardCommand,
  PutMetricDataCommand,
  paginateGetMetricData,
  paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { type Statement, serveServices } from "../dynamodb/testing/serve-services.ts";
import { cloudwatchService } from "./cloudwatch-service.ts";
import { openTestAlarms } from "./testing/open-test-alarms.ts";
import { openTestMetrics } from "./testing/open-test-metrics.ts";

const minuteMs = 60_000;
const Namespace = "Post";
const dimensions = [{ Name: "service", Value: "parcels" }];

async function openCloudwatch(
  statements: readonly Statement[] = [{ Action: "cloudwatch:*", Resource: "*" }],
) {
  const { metrics, clock } = openTestMetrics(createClock());
  const monitoring = cloudwatchService({
    metrics: metrics(),
    alarms: openTestAlarms().alarms(),
    dashboards: [],
    account: { region: "eu-west-1", accountId: "123456789012" },
    nowMs: clock.nowMs,
  });
  const client = new CloudWatchClient(await serveServices({ monitoring }, statements));
  onTestFinished(() => client.destroy());
  return {
    client,
    metrics,
    put: (...MetricData: readonly MetricDatum[]) =>
      client.send(new PutMetricDataCommand({ Namespace, MetricData: [...MetricData] })),
  };
}

/** A past minute, so that all values of a test are in the same one. */
const aMinute = new Date(Math.floor(Date.now() / (5 * minuteMs)) * 5 * minuteMs - 60 * minuteMs);
const after = (minutes: number) => new Date(aMinute.getTime() + minutes * minuteMs);

const query = (Stat: string, more: object = {}): GetMetricDataCommandInput => ({
  StartTime: aMinute,
  EndTime: after(10),
  MetricDataQueries: [
    {
      Id: "one",
      MetricStat: {
        Metric: { Namespace, MetricName: "Weight", Dimensions: dimensions },
        Period: 60,
        Stat,
        ...more,
      },
    },
  ],
});

const weight = (more: Partial<MetricDatum>): MetricDatum => ({
  MetricName: "Weight",
  Dimensions: dimensions,
  Timestamp: aMinute,
  Unit: "Kilobytes",
  ...more,
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
test.each([
  ["SampleCount", 7],
  ["Sum", 37],
  ["Average", 37 / 7],
  ["Minimum", 1],
  ["Maximum", 10],
  ["p50", 4],
])("values, and values with counts, are read back as %s", async (stat, expected) => {
  const { client, put } = await openCloudwatch();
  await put(weight({ Value: 4 }), weight({ Values: [1, 10], Counts: [3, 3] }));
  await put(weight({ Timestamp: after(2), Value: 8 }));
  await put(weight({ Dimensions: [], Value: 1_000 }));
  const { MetricDataResults } = await client.send(new GetMetricDataCommand(query(stat)));
  const [result] = MetricDataResults ?? [];
  expect(result).toMatchObject({ Id: "one", Label: "Weight", StatusCode: "Complete" });
  expect(result?.Timestamps).toEqual([after(2), aMinute]);
  expect(result?.Values?.[1]).toBeCloseTo(expected);
});

test("a longer period combines the minutes in it, oldest first when asked", async () => {
  const { client, put } = await openCloudwatch();
  for (const minutes of [0, 1, 4, 5]) await put(weight({ Timestamp: after(minutes), Value: 1 }));
  const input = { ...query("Sum", { Period: 300 }), ScanBy: "TimestampAscending" as const };
  const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
  expect(MetricDataResults).toMatchObject([{ Timestamps: [aMinute, after(5)], Values: [3, 1] }]);
});

// https://github.com/boto/boto3/issues/3457: both operations
test("the first period begins at the start of the request, and what was before is not in it", async () => {
  const { client, put } = await openCloudwatch();
  for (const minutes of [2, 3, 7, 8]) await put(weight({ Timestamp: after(minutes), Value: 1 }));
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({ ...query("Sum", { Period: 300 }), StartTime: after(3) }),
  );
  expect(MetricDataResults).toMatchObject([{ Timestamps: [after(8), after(3)], Values: [1, 2] }]);
  const { Datapoints } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName: "Weight",
      Dimensions: dimensions,
      StartTime: after(3),
      EndTime: after(10),
      Period: 300,
      Statistics: ["Sum"],
    }),
  );
  expect(Datapoints).toMatchObject([
    { Timestamp: after(3), Sum: 2 },
    { Timestamp: after(8), Sum: 1 },
  ]);
});

test("a unit that nothing was put with has no values", async () => {
  const { client, put } = await openCloudwatch();
  await put(weight({ Value: 1 }));
  const valuesOf = async (more: object) =>
    (await client.send(new GetMetricDataCommand(query("Sum", more)))).MetricDataResults?.[0]
      ?.Values;
  expect(await valuesOf({ Unit: "Kilobytes" })).toEqual([1]);
  expect(await valuesOf({ Unit: "Count" })).toEqual([]);
});

test("data points come in pages", async () => {
  const { client, put } = await openCloudwatch();
  for (const minutes of [0, 1, 2]) await put(weight({ Timestamp: after(minutes), Value: minutes }));
  const input = query("Sum");
  const [first] = input.MetricDataQueries ?? [];
  const MetricDataQueries = [
    { ...first, Id: "first" },
    { ...first, Id: "second" },
  ];
  const pages: unknown[] = [];
  for await (const { MetricDataResults } of paginateGetMetricData(
    { client },
    { ...input, MetricDataQueries, MaxDatapoints: 4 },
  )) {
    pages.push(MetricDataResults?.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]));
  }
  expect(pages).toEqual([
    [
      ["first", [2, 1, 0], "Complete"],
      ["second", [2], "PartialData"],
    ],
    [
      ["first", [], "Complete"],
      ["second", [1, 0], "Complete"],
    ],
  ]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test("expressions use metrics and each other; what is not returned is only used", async () => {
  const { client, put } = await openCloudwatch();
  for (const minutes of [0, 1, 3]) await put(weight({ Timestamp: after(minutes), Value: minutes }));
  const [metric] = query("Sum").MetricDataQueries ?? [];
  const input = {
    ...query("Sum"),
    EndTime: after(4),
    ScanBy: "TimestampAscending" as const,
    MetricDataQueries: [
      { ...metric, Id: "m1", ReturnData: false },
      { Id: "filled", Expression: "FILL(m1, 7)", Label: "Filled" },
      { Id: "double", Expression: "filled * 2" },
      { Id: "all", Expression: "METRICS()", Period: 60 },
    ],
  };
  const { MetricDataResults } = await client.send(new GetMetricDataCommand(input));
  const minutes = [0, 1, 2, 3].map(after);
  expect(MetricDataResults).toMatchObject([
    { Id: "filled", Label: "Filled", Values: [0, 1, 7, 3], Timestamps: minutes },
    { Id: "double", Label: "double", Values: [0, 2, 14, 6], Timestamps: minutes },
    { Id: "all", Values: [0, 1, 3], Timestamps: [after(0), after(1), after(3)] },
  ]);
});

test("an anomaly detection band has two results with its id, the upper one first", async () => {
  const { client, put } = await openCloudwatch();
  for (let minute = 0; minute < 60; minute += 1) {
    await put(weight({ Timestamp: after(minute - 120), Value: minute % 2 === 0 ? 8 : 12 }));
  }
  const [metric] = query("Sum").MetricDataQueries ?? [];
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      StartTime: after(0),
      EndTime: after(2),
      MetricDataQueries: [
        { ...metric, Id: "m1", ReturnData: false },
        { Id: "band", Expression: "ANOMALY_DETECTION_BAND(m1, 2)" },
      ],
    }),
  );
  const [upper, lower] = MetricDataResults ?? [];
  expect([upper?.Id, lower?.Id]).toEqual(["band", "band"]);
  expect(upper?.Values?.map(Math.round)).toEqual([14, 14]);
  expect(lower?.Values?.map(Math.round)).toEqual([6, 6]);
});

test.each<[string, object, string]>([
  ["a number", { Expression: "SUM(one)" }, "must return a time series, not a number"],
  ["an unknown id", { Expression: "two + 1" }, "Error in expression 'two + 1': unknown id two."],
  ["a function that is missing here", { Expression: "SORT(METRICS(), SUM, ASC)" }, "SORT"],
  ["metrics of two periods", { Expression: "one + long" }, "metrics of different periods"],
])("an expression with %s is refused", async (_what, more, why) => {
  const { client } = await openCloudwatch();
  const [metric] = query("Sum").MetricDataQueries ?? [];
  const [long] = query("Sum", { Period: 300 }).MetricDataQueries ?? [];
  const MetricDataQueries = [
    { ...metric, Id: "one" },
    { ...long, Id: "long" },
    { Id: "e", ...more },
  ];
  await expect(
    client.send(new GetMetricDataCommand({ ...query("Sum"), MetricDataQueries })),
  ).rejects.toThrow(why);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
test("statistics of a metric are given by unit, with percentiles", async () => {
  const { client, put } = await openCloudwatch();
  await put(weight({ Values: [1, 2, 3] }), weight({ Value: 9, Unit: "Bytes" }));
  const { Label, Datapoints } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName: "Weight",
      Dimensions: dimensions,
      StartTime: aMinute,
      EndTime: after(5),
      Period: 60,
      Statistics: ["Sum", "Maximum"],
    }),
  );
  expect(Label).toBe("Weight");
  expect(Datapoints).toEqual(
    expect.arrayContaining([
      { Timestamp: aMinute, Unit: "Kilobytes", Sum: 6, Maximum: 3 },
      { Timestamp: aMinute, Unit: "Bytes", Sum: 9, Maximum: 9 },
    ]),
  );
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
test("metrics are listed by namespace, name and dimensions, in pages", async () => {
  const { client, put } = await openCloudwatch();
  await put(weight({ Value: 1 }), weight({ Value: 1, Unit: "Bytes" }));
  await put(weight({ MetricName: "Size", Value: 1, Dimensions: [] }));
  const listed = async (filter: object) => {
    const { Metrics } = await client.send(new ListMetricsCommand(filter));
    return Metrics?.map(({ MetricName }) => MetricName);
  };
  expect(await listed({})).toEqual(["Size", "Weight"]);
  expect(await listed({ Namespace: "Other" })).toEqual([]);
  expect(await listed({ MetricName: "Size" })).toEqual(["Size"]);
  expect(await listed({ Dimensions: [{ Name: "service" }] })).toEqual(["Weight"]);
  expect(await listed({ Dimensions: [{ Name: "service", Value: "other" }] })).toEqual([]);
  const many = Array.from({ length: 600 }, (_, index) =>
    weight({ MetricName: `Many${index}`, Value: 1, Timestamp: new Date() }),
  );
  // More than 10 kB: the SDK compresses it.
  await put(...many);
  const pages: (number | undefined)[] = [];
  const pager = paginateListMetrics({ client }, { Namespace, RecentlyActive: "PT3H" });
  for await (const { Metrics } of pager) pages.push(Metrics?.length);
  expect(pages).toEqual([500, 102]);
});

const tooOld = new Date(Date.now() - 15 * 24 * 60 * minuteMs);
const tooNew = new Date(Date.now() + 3 * 60 * minuteMs);
test.each<[string, Partial<MetricDatum>]>([
  ["older than two weeks", { Value: 1, Timestamp: tooOld }],
  ["more than two hours ahead", { Value: 1, Timestamp: tooNew }],
  ["with a value and a list of values", { Value: 1, Values: [1] }],
  ["without a value", {}],
  ["with values and counts of different length", { Values: [1, 2], Counts: [1] }],
  ["with a negative count", { Values: [1], Counts: [-1] }],
  ["with 151 values", { Values: Array(151).fill(1) }],
  [
    "with 31 dimensions",
    {
      Value: 1,
      Dimensions: Array.from({ length: 31 }, (_, index) => ({ Name: `d${index}`, Value: "v" })),
    },
  ],
  ["that is not a number", { Value: Number.NaN }],
  ["too large", { Value: 2 ** 361 }],
])("a value %s is refused, and nothing of its request is stored", async (_what, more) => {
  const { metrics, put } = await openCloudwatch();
  await expect(put(weight({ Value: 1 }), weight(more))).rejects.toThrow(
    expect.objectContaining({ $metadata: expect.objectContaining({ httpStatusCode: 400 }) }),
  );
  expect(metrics().custom()).toEqual([]);
});

test("errors are the SDK's own", async () => {
  const { client } = await openCloudwatch();
  const MetricData = [weight({ Value: 1 })];
  const put = client.send(new PutMetricDataCommand({ Namespace: "AWS/Lambda", MetricData }));
  await expect(put).rejects.toBeInstanceOf(InvalidParameterValueException);
});

test("what is not implemented is named", async () => {
  const { client } = await openCloudwatch();
  await expect(
    client.send(new PutDashboardCommand({ DashboardName: "d", DashboardBody: "{}" })),
  ).rejects.toThrow("not implemented here: CloudWatch.PutDashboard");
  const Expression = "SORT(METRICS(), SUM, ASC)";
  const asked = client.send(
    new GetMetricDataCommand({ ...query("Sum"), MetricDataQueries: [{ Id: "sum", Expression }] }),
  );
  await expect(asked).rejects.toThrow(
    `not implemented here: the metric math function SORT in ${Expression}`,
  );
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html
test("IAM may allow PutMetricData for one namespace", async () => {
  const onlyPost = {
    Action: "cloudwatch:PutMetricData",
    Resource: "*",
    Condition: { StringEquals: { "cloudwatch:namespace": Namespace } },
  };
  const { client, put } = await openCloudwatch([onlyPost]);
  await put(weight({ Value: 1 }));
  const MetricData = [weight({ Value: 1 })];
  await expect(
    client.send(new PutMetricDataCommand({ Namespace: "Other", MetricData })),
  ).rejects.toThrow(/is not authorized to perform: cloudwatch:PutMetricData/);
  await expect(client.send(new GetMetricDataCommand(query("Sum")))).rejects.toThrow(
    /is not authorized to perform: cloudwatch:GetMetricData/,
  );
});
