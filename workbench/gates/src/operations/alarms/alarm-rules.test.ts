import type { Json, Plan, Resource } from "@stagecraft/plan/plan";
import { compositeAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/composite-alarms";
import { logMetricFiltersOf } from "@stagecraft/plan/resources/cloudwatch/log-metric-filters";
import { metricAlarmsOf } from "@stagecraft/plan/resources/cloudwatch/metric-alarms";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { Contract } from "../../contracts/declarations.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { alarmsCost } from "./alarms-cost.ts";
import { alarmRules } from "./check-alarms.ts";
import { alarmDefinition, alarmKind, type DrilledAlarm } from "./drill-record.ts";
import { watchedResources } from "./watched-resources.ts";

type Given = readonly [
  type: string,
  name: string,
  inputs: Resource["inputs"],
  outputs?: Resource["outputs"],
];
type Inputs = { readonly [name: string]: Json };

const arnOf = (name: string) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;
const topic = "arn:aws:sns:eu-west-1:123456789012:Tickets";

const queue: Given = [
  "aws:sqs/queue:Queue",
  "Parcels",
  { name: "parcels" },
  { arn: "arn:aws:sqs:eu-west-1:123456789012:parcels", url: "https://sqs/parcels" },
];

function alarm(name: string, inputs: Inputs): Given {
  return [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    name,
    {
      name: `test-${name}`,
      alarmDescription: "Parcels wait. Owner: post. Runbook: docs/runbooks/parcels.md",
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 3,
      threshold: 0,
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "parcels" },
      period: 60,
      statistic: "Maximum",
      alarmActions: [topic],
      tags: { owner: "post" },
      ...inputs,
    },
    { arn: arnOf(`test-${name}`) },
  ];
}

const waiting = (inputs: Inputs = {}) =>
  alarm("Waiting", { metricName: "ApproximateAgeOfOldestMessage", ...inputs });
const depth = (inputs: Inputs = {}) => alarm("Depth", inputs);

const parcels: Contract = {
  name: "parcels",
  via: {
    kind: "queue",
    queue: "Parcels",
    visibilityTimeoutSeconds: 60,
    deliveries: 3,
    retentionSeconds: 600,
  },
  payload: null,
  producers: [],
  consumer: { inside: "Sorter" },
  idempotency: { by: "nature" },
  deadLetters: null,
  latency: { p95Ms: 10_000, p99Ms: 60_000, measured: "from the send to the result" },
};

function factsOf(plan: Plan, more: Partial<AlarmFacts> = {}): AlarmFacts {
  const alarms = metricAlarmsOf(plan);
  const composites = compositeAlarmsOf(plan);
  const drilled = [...alarms, ...composites].map((each): [string, DrilledAlarm] => [
    each.logicalName,
    {
      drill: "parcels",
      how: "caused",
      kind: alarmKind(each, []),
      definition: alarmDefinition(each),
    },
  ]);
  return {
    plan,
    resources: watchedResources(plan),
    alarms,
    composites,
    filters: logMetricFiltersOf(plan),
    declared: { contracts: [parcels], metrics: { Sorted: { unit: "Count" } } },
    runbooks: new Set(["parcels"]),
    drills: { alarms: Object.fromEntries(drilled) },
    isDrilledStage: true,
    ...more,
  };
}

const findings = (facts: AlarmFacts) => alarmRules.flatMap((rule) => rule(facts));

test("a queue with its alarms, each with a runbook, an owner, an action and a drill, is clean", () => {
  expect(findings(factsOf(planOf(queue, waiting(), depth())))).toEqual([]);
});

test.each<[string, readonly Given[], string, RegExp]>([
  ["unwatched", [queue, depth()], "Parcels", /No alarm reads ApproximateAgeOfOldestMessage/],
  [
    "unwatched",
    [["aws:dynamodb/table:Table", "Stamps", { name: "stamps" }, { arn: "arn:stamps" }]],
    "Stamps",
    /ReadThrottleEvents, WriteThrottleEvents of the table/,
  ],
  [
    "alarm-on-nothing",
    [queue, waiting(), depth(), alarm("Misspelt", { metricName: "ApproximateAge" })],
    "Misspelt",
    /AWS\/SQS ApproximateAge: AWS has no such metric/,
  ],
  [
    "alarm-on-nothing",
    [queue, waiting(), depth(), alarm("Elsewhere", { dimensions: { QueueName: "letters" } })],
    "Elsewhere",
    /no resource with the QueueName letters/,
  ],
  [
    "alarm-on-nothing",
    [queue, waiting(), depth(), alarm("All", { dimensions: {} })],
    "All",
    /AWS does not have it by no dimension/,
  ],
  [
    "alarm-on-nothing",
    [queue, waiting(), depth(), alarm("Own", { namespace: "Post", metricName: "Stamped" })],
    "Own",
    /no declaration names it/,
  ],
  [
    "alarm-on-nothing",
    [queue, waiting(), depth(), alarm("Own", { namespace: "Post", metricName: "Sorted" })],
    "Own",
    /no function writes into that namespace/,
  ],
  [
    "slow-alarm",
    [queue, waiting({ period: 3_600 }), depth()],
    "Waiting",
    /fires after 3 h of trouble at the earliest/,
  ],
  ["untold-alarm", [queue, waiting({ alarmActions: [] }), depth()], "Waiting", /tells nobody/],
  [
    "alarm-text",
    [queue, waiting({ alarmDescription: "Owner: post. Runbook: docs/runbooks/lost.md" }), depth()],
    "Waiting",
    /names docs\/runbooks\/lost.md, which does not exist/,
  ],
  [
    "alarm-text",
    [queue, waiting({ alarmDescription: "Owner: post." }), depth()],
    "Waiting",
    /names no runbook/,
  ],
  ["alarm-text", [queue, waiting({ tags: {} }), depth()], "Waiting", /who owns it/],
])("%s is found", (rule, resources, resource, message) => {
  expect(findings(factsOf(planOf(...resources)))).toMatchObject([
    { rule: `operations/${rule}`, resource, message: expect.stringMatching(message) },
  ]);
});

test("a function needs alarms on its invocations, and on its log for memory and init", () => {
  const { bundle } = functionNamed("Sorter");
  const group = "/aws/lambda/sorter";
  const sorter: Given = [
    "aws:lambda/function:Function",
    "Sorter",
    {
      name: "sorter",
      role: "arn:role",
      runtime: "nodejs24.x",
      loggingConfig: { logFormat: "JSON", logGroup: group },
    },
    { arn: "arn:aws:lambda:eu-west-1:123456789012:function:sorter" },
  ];
  const of = (...names: string[]) =>
    names.map((metricName) =>
      alarm(metricName, {
        namespace: "AWS/Lambda",
        metricName,
        dimensions: { FunctionName: "sorter" },
      }),
    );
  const fromLog = (name: string, pattern: string): Given[] => [
    [
      "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      name,
      {
        name,
        logGroupName: group,
        pattern,
        metricTransformation: { name, namespace: "Post", value: "1" },
      },
    ],
    alarm(`${name}Alarm`, { namespace: "Post", metricName: name, dimensions: {} }),
  ];
  const planWith = (...resources: Given[]) => ({
    ...planOf(sorter, ...resources),
    bundles: { Sorter: bundle },
  });
  const all = [
    ...of("Errors", "Throttles", "Duration"),
    ...fromLog("Memory", '{ $.type = "platform.report" }'),
    ...fromLog("Init", '{ $.type = "platform.initReport" }'),
  ];
  expect(findings(factsOf(planWith(...all)))).toEqual([]);
  expect(findings(factsOf(planWith(...of("Errors", "Duration"))))).toMatchObject([
    {
      rule: "operations/unwatched",
      resource: "Sorter",
      message: expect.stringMatching(
        /Throttles, the memory used .*, environments that do not start/,
      ),
    },
  ]);
});

test("a composite alarm tells for the alarms in its rule", () => {
  const page: Given = [
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    "Page",
    { alarmName: "test-Page", alarmRule: 'ALARM("test-Waiting")', alarmActions: [topic] },
    { arn: arnOf("test-Page") },
  ];
  expect(findings(factsOf(planOf(queue, waiting({ alarmActions: [] }), depth(), page)))).toEqual(
    [],
  );
});

test("an alarm that no drill has seen, that has changed since, or whose metric was written by the drill, is found", () => {
  const plan = planOf(queue, waiting(), depth());
  const { drills } = factsOf(plan);
  const drilled = drills?.alarms ?? {};
  const { Waiting } = drilled;
  expect(Waiting).toBeDefined();
  const messages = (alarms: { readonly [name: string]: DrilledAlarm }, more = {}) =>
    findings(factsOf(plan, { drills: { alarms }, ...more })).map(({ message }) => message);
  const { Depth } = drilled as { Depth: DrilledAlarm };
  expect(messages({ Depth })).toMatchObject([expect.stringMatching(/No drill has made it fire/)]);
  const changed = { ...(Waiting as DrilledAlarm), definition: "another" };
  expect(messages({ Depth, Waiting: changed })).toMatchObject([
    expect.stringMatching(/changed since its drill/),
  ]);
  expect(messages({ Depth, Waiting: changed }, { isDrilledStage: false })).toEqual([]);
  const injected = { ...(Waiting as DrilledAlarm), how: "injected" } as const;
  expect(messages({ Depth, Waiting: injected })).toMatchObject([
    expect.stringMatching(/wrote the metric instead of causing/),
  ]);
  expect(findings(factsOf(plan, { drills: undefined })).map(({ resource }) => resource)).toEqual([
    "Waiting",
    "Depth",
  ]);
});

test("on another stage an alarm counts as drilled when the same kind of alarm was, on another resource", () => {
  const plan = planOf(queue, waiting(), depth());
  const { drills } = factsOf(plan);
  const renamed = Object.fromEntries(
    Object.entries(drills?.alarms ?? {}).map(([name, drilled]) => [`Other${name}`, drilled]),
  );
  const found = (isDrilledStage: boolean) =>
    findings(factsOf(plan, { drills: { alarms: renamed }, isDrilledStage })).map(
      ({ resource }) => resource,
    );
  expect(found(false)).toEqual([]);
  expect(found(true)).toEqual(["Waiting", "Depth"]);
});

test("the month's cost counts each metric that an alarm reads", () => {
  const ratio = alarm("Ratio", {
    metricQueries: [
      { id: "ratio", expression: "a / b", returnData: true },
      ...["a", "b"].map((id) => ({
        id,
        metric: {
          namespace: "AWS/SQS",
          metricName: "NumberOfMessagesSent",
          dimensions: { QueueName: "parcels" },
          period: 60,
          stat: "Sum",
        },
      })),
    ],
  });
  const { alarmsUsd, metricsUsd, dashboardsUsd } = alarmsCost(
    factsOf(planOf(queue, waiting(), ratio)),
  );
  expect(alarmsUsd).toBeCloseTo(0.3);
  expect([metricsUsd, dashboardsUsd]).toEqual([0, 0]);
});
