import { recordedCosts } from "@stagecraft/cost/usage/recorded-costs";
import { expect, test } from "vitest";
import { budgetRules } from "./budget.ts";
import { costFacts } from "./cost-facts.fixture.ts";

type Case = Parameters<typeof costFacts>[0];

const findings = (given: Case = {}) => budgetRules.flatMap((rule) => rule(costFacts(given)));
const found = (given: Case = {}) => findings(given).map(({ rule, resource }) => [rule, resource]);

test("a program within its budgets has no finding", () => {
  expect(findings()).toEqual([]);
});

const nat = ["aws:ec2/natGateway:NatGateway", "Nat", {}] as const;
const zones = { subnetIds: ["a", "b"], vpcEndpointType: "Interface" };

test.each<[string, Case, [rule: string, resource: string][]]>([
  [
    "two NAT gateways",
    { more: [nat, ["aws:ec2/natGateway:NatGateway", "Nat2", {}]] },
    [
      ["budget/over-budget", "Nat"],
      ["budget/over-idle-budget", "Nat"],
    ],
  ],
  [
    "RDS Proxy",
    { more: [["aws:rds/proxy:Proxy", "Proxy", {}]] },
    [
      ["budget/over-budget", "Proxy"],
      ["budget/over-idle-budget", "Proxy"],
    ],
  ],
  [
    "an interface endpoint in two zones",
    { more: [["aws:ec2/vpcEndpoint:VpcEndpoint", "SqsEndpoint", zones]] },
    [
      ["budget/over-budget", "SqsEndpoint"],
      ["budget/over-idle-budget", "SqsEndpoint"],
    ],
  ],
  [
    "a schedule that runs every second",
    {
      idleHour: { "EverySecond scheduler-invocations": 3_600, "Thumbnails lambda-requests": 3_600 },
    },
    [
      ["budget/over-budget", "EverySecond"],
      ["budget/over-idle-budget", "EverySecond"],
    ],
  ],
  [
    "four times the memory",
    { changed: { Thumbnails: { memorySize: 2_048 } } },
    [["budget/cost-per-work", "Thumbnails"]],
  ],
  [
    "log lines at level DEBUG",
    { uses: { "ThumbnailsLogGroup log-bytes": 5_000 } },
    [["budget/cost-per-work", "ThumbnailsLogGroup"]],
  ],
  [
    "log lines that are kept for ever",
    { changed: { ThumbnailsLogGroup: { retentionInDays: 0 } } },
    [["budget/cost-per-work", "ThumbnailsLogGroup"]],
  ],
  [
    "a metric for each picture",
    { uses: { "metrics metric-hours": 1 } },
    [["budget/cost-per-work", "metrics"]],
  ],
  [
    "a picture that is received ten times",
    { uses: { "Pictures sqs-requests": 30 } },
    [["budget/cost-per-work", "Pictures"]],
  ],
  [
    "a picture that costs half of what is recorded",
    { changed: { Thumbnails: { memorySize: 128 } }, uses: { "ThumbnailsLogGroup log-bytes": 100 } },
    [["budget/loose-cost", "picture"]],
  ],
  [
    "a resource of a type without a price",
    { more: [["aws:quantum/computer:Computer", "Computer", {}]] },
    [["budget/unknown-price", "Computer"]],
  ],
  ["a stage without a budget", { stage: "prod" }, [["budget/missing-budget", "the stage prod"]]],
])("%s is found", (_what, given, expected) => {
  expect(found(given)).toEqual(expected);
});

test.each<[string, Case]>([
  ["one queue more", { more: [["aws:sqs/queue:Queue", "Errors", {}]] }],
  [
    "an alarm's worth of standing cost",
    { more: [["aws:secretsmanager/secret:Secret", "Key", {}]] },
  ],
  ["log lines that are a little longer", { uses: { "ThumbnailsLogGroup log-bytes": 1_020 } }],
  ["SST's components", { more: [["sst:aws:Function", "Component", {}]] }],
  [
    "a gateway endpoint",
    { more: [["aws:ec2/vpcEndpoint:VpcEndpoint", "Objects", { vpcEndpointType: "Gateway" }]] },
  ],
])("%s is no finding", (_what, given) => {
  expect(found(given)).toEqual([]);
});

test("a part that has grown is found where the whole hardly costs more", () => {
  const expensive = { "Pictures sqs-requests": 300 };
  const { recorded, measured, prices, plan } = costFacts({ uses: expensive });
  const usage = measured;
  const { durations } = recorded;
  const costs = recordedCosts({ plan, usage, durations, prices });
  const given = { recorded: { ...recorded, costs }, uses: expensive };
  expect(found(given)).toEqual([]);
  const more = { ...expensive, "ThumbnailsLogGroup log-bytes": 10_000 } as const;
  expect(found({ ...given, uses: more })).toEqual([["budget/cost-per-work", "ThumbnailsLogGroup"]]);
});

test("a function without a recorded duration is found", () => {
  const { recorded } = costFacts();
  expect(found({ recorded: { ...recorded, durations: {} } })).toContainEqual([
    "budget/unknown-duration",
    "Thumbnails",
  ]);
});

test("work that is not recorded, and work that is not measured any more, is found", () => {
  const { recorded, measured } = costFacts();
  expect(found({ recorded: { ...recorded, costs: {} } })).toEqual([
    ["budget/unrecorded-work", "picture"],
  ]);
  expect(found({ measured: { ...measured, work: {} } })).toEqual([
    ["budget/unrecorded-work", "picture"],
    ["budget/unknown-work", "some: picture"],
  ]);
});

test("costs are compared on the stage that they were recorded on alone", () => {
  const uses = { "Pictures sqs-requests": 30 };
  expect(found({ uses, isRecordedStage: false })).toEqual([]);
});

test("a finding says the price, what has grown, and what is cheaper", () => {
  const [idle] = findings({ more: [nat] }).filter(({ rule }) => rule === "budget/over-idle-budget");
  expect(idle?.message).toBe(
    "The stage test costs 32.85 USD a month without any traffic, above its limit of 0.50; the largest parts are Nat nat-gateway-hours 32.85.",
  );
  expect(idle?.fix).toMatch(/^An interface endpoint costs a fifth of a NAT gateway/);
  const [work] = findings({ uses: { "Pictures sqs-requests": 30 } });
  expect(work?.message).toMatch(
    /^One picture costs [\d.]+ % more than recorded: .* What has grown most is Pictures sqs-standard-requests, by 0\.000010800\.$/,
  );
  expect(work?.fix).toMatch(/^Receive and delete in batches/);
});
