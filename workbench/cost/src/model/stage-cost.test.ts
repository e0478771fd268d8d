import type { Resource } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { valuesAt } from "../assumptions/assumptions.ts";
import { priceListOf } from "../prices/price-list.ts";
import type { MeteredUse } from "../usage/metered-use.ts";
import {
  costOfWork,
  functionsWithoutDuration,
  idleCostRange,
  stageCost,
  stageCostRange,
  unpricedResources,
} from "./stage-cost.ts";
import type { StageInput } from "./stage-input.ts";

const { prices } = priceListOf("us-east-1");
const functionType = "aws:lambda/function:Function";
type Declared = readonly [type: string, name: string, inputs: Resource["inputs"]];

const noWork = { what: "none", monthly: {}, hoursWithWork: 0 };

function use(name: string, unit: MeteredUse["unit"], amount: number, type = ""): MeteredUse {
  return { type, name, unit, amount };
}

function input(given: Partial<StageInput> = {}): StageInput {
  return {
    plan: planOf(),
    usage: { work: {}, idleHour: [], metricsWithWork: 0 },
    durations: {},
    profile: noWork,
    prices,
    freeTier: "none",
    ...given,
  };
}

/** The cost of each unit, to the cent. */
function byUnit(given: Partial<StageInput>) {
  const { lines } = stageCost(input(given));
  return Object.fromEntries(lines.map(({ unit, usd }) => [unit, usd.toFixed(2)]));
}

// 730 hours each: https://aws.amazon.com/kinesis/data-streams/pricing/ and the pages that the prices name.
test.each<[string, Declared, { readonly [unit: string]: string }]>([
  [
    "two shards",
    ["aws:kinesis/stream:Stream", "S", { shardCount: 2 }],
    { "kinesis-shard-hours": "21.90" },
  ],
  [
    "a shard with a week of retention",
    ["aws:kinesis/stream:Stream", "S", { shardCount: 1, retentionPeriod: 168 }],
    { "kinesis-shard-hours": "10.95", "kinesis-extended-shard-hours": "14.60" },
  ],
  [
    "an interface endpoint in two zones",
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "E",
      { vpcEndpointType: "Interface", subnetIds: ["a", "b"] },
    ],
    { "interface-endpoint-hours": "14.60" },
  ],
  [
    "a gateway endpoint",
    ["aws:ec2/vpcEndpoint:VpcEndpoint", "E", { vpcEndpointType: "Gateway" }],
    {},
  ],
  ["a NAT gateway", ["aws:ec2/natGateway:NatGateway", "N", {}], { "nat-gateway-hours": "32.85" }],
  ["its address", ["aws:ec2/eip:Eip", "N", {}], { "public-ipv4-hours": "3.65" }],
  [
    "a NAT instance with its disk and its address",
    [
      "aws:ec2/instance:Instance",
      "N",
      {
        instanceType: "t4g.nano",
        associatePublicIpAddress: true,
        rootBlockDevice: { volumeSize: 8 },
      },
    ],
    { "t4g-nano-hours": "3.07", "ebs-gp3-gb-months": "0.64", "public-ipv4-hours": "3.65" },
  ],
  ["RDS Proxy", ["aws:rds/proxy:Proxy", "P", {}], { "rds-proxy-acu-hours": "87.60" }],
  [
    "a mapping of a queue, which polls 15 times a minute",
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "M",
      { eventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:orders" },
    ],
    { "sqs-standard-requests": "0.26" },
  ],
  [
    "a mapping of a stream",
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "M",
      { eventSourceArn: "arn:aws:kinesis:eu-west-1:123456789012:stream/orders" },
    ],
    {},
  ],
  ["a secret", ["aws:secretsmanager/secret:Secret", "S", {}], { "secret-months": "0.40" }],
  ["a queue", ["aws:sqs/queue:Queue", "Q", {}], {}],
  ["what exists already", ["sst:aws:Vpc", "V", {}], {}],
])("%s costs what AWS bills for a month", (_what, resource, expected) => {
  expect(byUnit({ plan: planOf(resource) })).toEqual(expected);
});

test("provisioned concurrency costs by memory and architecture", () => {
  const plan = planOf(
    [functionType, "Api", { name: "api", memorySize: 1_024, architectures: ["arm64"] }],
    [
      "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
      "ApiConcurrency",
      { functionName: "api", provisionedConcurrentExecutions: 50 },
    ],
  );
  // 50 GB for 730 h x 3,600 s at 0.0000033334
  expect(byUnit({ plan })).toEqual({ "lambda-arm64-provisioned-gb-seconds": "438.01" });
});

test("provisioned concurrency of a function of another program is not free", () => {
  const plan = planOf([
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
    "OtherConcurrency",
    { functionName: "other", provisionedConcurrentExecutions: 1 },
  ]);
  // 10 GB for 730 h x 3,600 s at 0.0000041667
  expect(byUnit({ plan })).toEqual({ "lambda-x86-provisioned-gb-seconds": "109.50" });
});

test("an invocation costs its request, and the recorded duration times the memory", () => {
  const plan = planOf([functionType, "Api", { memorySize: 512, architectures: ["arm64"] }]);
  const usage = {
    work: { order: [use("Api", "lambda-requests", 2, functionType)] },
    idleHour: [],
    metricsWithWork: 0,
  };
  const warm = { ...valuesAt("expected"), coldStartShare: 0 };
  const { uses } = costOfWork({ plan, usage, durations: { Api: 100 }, prices }, "order", warm);
  expect(uses.map(({ unit, amount }) => [unit, amount.toFixed()])).toEqual([
    ["lambda-requests", "2"],
    ["lambda-arm64-gb-seconds", "0.1"],
  ]);
});

test("a database that may pause costs nothing while nobody connects, and its least capacity while somebody does", () => {
  const scaling = { serverlessv2ScalingConfiguration: { minCapacity: 0, maxCapacity: 1 } };
  const plan = planOf(
    ["aws:rds/cluster:Cluster", "Db", scaling, { id: "db" }],
    ["aws:rds/clusterInstance:ClusterInstance", "DbInstance", { clusterIdentifier: "db" }],
    [functionType, "Relay", { vpcConfig: { subnetIds: ["a"] } }],
  );
  const everyMinute = {
    work: {},
    idleHour: [use("Relay", "lambda-requests", 60, functionType)],
    metricsWithWork: 0,
  };
  expect(byUnit({ plan })["aurora-acu-hours"]).toBeUndefined();
  const durations = { Relay: 0 };
  // 0.5 ACU for 730 h at 0.12, and 43,800 invocations of 0.05 ACU-seconds.
  expect(byUnit({ plan, usage: everyMinute, durations })["aurora-acu-hours"]).toBe("43.87");
});

test("a metric of one's own costs for the hours with work", () => {
  const usage = { work: {}, idleHour: [], metricsWithWork: 10 };
  const profile = { what: "some", monthly: {}, hoursWithWork: 365 };
  expect(byUnit({ usage, profile })).toEqual({ "metric-months": "1.50" });
});

test("the result has the range of the assumptions", () => {
  const mapping = { eventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:orders" };
  const plan = planOf(["aws:lambda/eventSourceMapping:EventSourceMapping", "M", mapping]);
  const { low, expected, high } = stageCostRange(input({ plan }));
  expect([low, expected, high].map((usd) => usd.toFixed(2))).toEqual(["0.11", "0.26", "0.26"]);
});

test("without traffic, what happens by time still costs", () => {
  const usage = {
    work: { order: [use("Q", "sqs-requests", 1_000_000)] },
    idleHour: [use("EveryMinute", "scheduler-invocations", 60)],
    metricsWithWork: 0,
  };
  const profile = { what: "some", monthly: { order: 10 }, hoursWithWork: 730 };
  expect(idleCostRange(input({ usage, profile })).expected.toFixed(2)).toBe("0.04");
});

test("what is used is attributed to its resource and its cause", () => {
  const usage = {
    work: { order: [use("Q", "sqs-requests", 3)] },
    idleHour: [use("Q", "sqs-requests", 1)],
    metricsWithWork: 0,
  };
  const profile = { what: "some", monthly: { order: 1_000_000 }, hoursWithWork: 0 };
  const { uses } = stageCost(input({ usage, profile }));
  expect(uses.map(({ name, cause, usd }) => [name, cause, usd.toFixed(6)])).toEqual([
    ["Q", "idle", "0.000292"],
    ["Q", "order", "1.200000"],
    ["metrics with work", "hours with work", "0.000000"],
  ]);
});

// 1,048,576 records of 1 KB are 1 GB.
test.each([
  ["PROVISIONED", { "kinesis-shard-hours": "10.95", "kinesis-put-units": "0.01" }],
  [
    "ON_DEMAND",
    {
      "kinesis-on-demand-stream-hours": "29.20",
      "kinesis-on-demand-written-gb": "0.08",
      "kinesis-on-demand-read-gb": "0.04",
    },
  ],
])("a stream that is %s bills its records in its own units", (mode, expected) => {
  const type = "aws:kinesis/stream:Stream";
  const arn = "arn:aws:kinesis:eu-west-1:123456789012:stream/S";
  const plan = planOf(
    [type, "S", { streamModeDetails: { streamMode: mode }, shardCount: 1 }, { arn }],
    ["aws:lambda/eventSourceMapping:EventSourceMapping", "M", { eventSourceArn: arn }],
  );
  const usage = {
    work: {
      order: [use("S", "kinesis-put-units", 1, type), use("S", "kinesis-written-kb", 1, type)],
    },
    idleHour: [],
    metricsWithWork: 0,
  };
  const profile = { what: "some", monthly: { order: 1_048_576 }, hoursWithWork: 0 };
  expect(byUnit({ plan, usage, profile })).toEqual(expected);
});

test.each([
  ["a NAT gateway", "aws:ec2/natGateway:NatGateway", {}, "nat-gateway-gb"],
  [
    "an interface endpoint",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    { vpcEndpointType: "Interface" },
    "interface-endpoint-gb",
  ],
  ["a NAT instance", "aws:ec2/instance:Instance", { instanceType: "t4g.nano" }, undefined],
])("an invocation in a network with %s bills its data there", (_what, type, inputs, unit) => {
  const api: Declared = [functionType, "Api", { vpcConfig: { subnetIds: ["a"] } }];
  const plan = planOf(api, [type, "Out", inputs]);
  const usage = {
    work: { order: [use("Api", "lambda-requests", 1, functionType)] },
    idleHour: [],
    metricsWithWork: 0,
  };
  const { uses } = costOfWork({ plan, usage, durations: { Api: 1 }, prices }, "order");
  expect(uses.map((each) => each.unit).find((each) => /-gb$/.test(each))).toBe(unit);
});

test("an instance of another type than the prices have is named", () => {
  const large: Declared = ["aws:ec2/instance:Instance", "Large", { instanceType: "m7g.large" }];
  expect(unpricedResources(planOf(large))).toEqual([
    { type: "aws:ec2/instance:Instance", names: ["Large"] },
  ]);
});

test("a type without a rule is named", () => {
  const plan = planOf(["aws:quantum/computer:Computer", "Computer", {}], ["random:x:Y", "R", {}]);
  expect(unpricedResources(plan)).toEqual([
    { type: "aws:quantum/computer:Computer", names: ["Computer"] },
  ]);
});

test("a function that was invoked and has no recorded duration is named", () => {
  const usage = {
    work: { order: [use("Api", "lambda-requests", 1, functionType)] },
    idleHour: [use("Relay", "lambda-requests", 1, functionType)],
    metricsWithWork: 0,
  };
  expect(functionsWithoutDuration({ usage, durations: { Api: 1 } })).toEqual(["Relay"]);
});
