import { decimal } from "../exact-decimal.ts";
import { gbMonths } from "../units/gb-months.ts";
import { gbSeconds } from "../units/gb-seconds.ts";
import { httpApiUnits } from "../units/request-units.ts";
import type { WorkedExample } from "./worked-example.ts";

const million = 1_000_000;
const hourSeconds = 3_600;
const gib = 1_024 ** 3;

const lambda = { page: "https://aws.amazon.com/lambda/pricing/", seen: "2026-07" } as const;
const fargate = { page: "https://aws.amazon.com/fargate/pricing/", seen: "2026-07" } as const;
const s3 = { page: "https://aws.amazon.com/s3/faqs/", seen: "2019" } as const;
const cloudwatch = { page: "https://aws.amazon.com/cloudwatch/pricing/", seen: "2021" } as const;
const apiGateway = {
  page: "https://aws.amazon.com/api-gateway/pricing/",
  seen: "2025-07",
} as const;

/** Lambda's GB-seconds of so many invocations, as a text. */
function duration(invocations: number, durationMs: number, memoryMb: number): string {
  return gbSeconds({ invocations, durationMs, memoryMb }).toFixed();
}

/** GB-seconds of memory that is held for a time, as a text. */
function held(gb: number, seconds: number): string {
  return decimal(gb).times(seconds).toFixed();
}

/** Gigabytes for hours, as GB-months of a month with 31 days, as a text. */
function stored(...parts: readonly (readonly [gb: number, hours: number])[]): string {
  const byteHours = parts.reduce(
    (sum, [gb, hours]) => sum.plus(decimal(gb).times(gib).times(hours)),
    decimal(0),
  );
  return gbMonths(byteHours, 744).toFixed();
}

/**
 * The examples of AWS's pricing pages that agree with AWS's own arithmetic. Others have a slip of AWS's own or old prices: Kafka's
 * first example bills 60 million requests where its inputs give 30, tenant isolation rounds 333.334 up, MicroVMs print another
 * storage line than their formula gives, 62 TB of egress is from before the free 100 GB, and vended logs to S3 have new prices.
 */
export const workedExamples: readonly WorkedExample[] = [
  {
    name: "Lambda with the free tier",
    ...lambda,
    freeTier: "all-accounts",
    uses: [
      ["lambda-x86-gb-seconds", duration(3 * million, 120, 1_536)],
      ["lambda-requests", String(3 * million)],
    ],
    parts: ["2.33", "0.40"],
    total: "2.73",
  },
  {
    name: "Lambda without the free tier: 10,000 vehicles, a message an hour",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-requests", String(10_000 * 24 * 31)],
      ["lambda-x86-gb-seconds", duration(10_000 * 24 * 31, 2_000, 1_024)],
    ],
    parts: ["1.49", "248.00"],
    total: "249.49",
  },
  {
    name: "Lambda with 2 GB of /tmp",
    ...lambda,
    freeTier: "all-accounts",
    uses: [
      ["lambda-x86-gb-seconds", duration(6 * million, 280, 4_096)],
      ["lambda-requests", String(6 * million)],
      ["lambda-storage-gb-seconds", duration(6 * million, 280, 2_048 - 512)],
    ],
    parts: ["105.33", "1.00", "0.08"],
    total: "106.41",
  },
  {
    name: "provisioned concurrency for a part of the month",
    ...lambda,
    freeTier: "all-accounts",
    uses: [
      ["lambda-x86-provisioned-gb-seconds", held(100 * 1.5, 8 * hourSeconds)],
      ["lambda-x86-provisioned-duration-gb-seconds", duration(500_000, 100, 1_536)],
      ["lambda-x86-gb-seconds", duration(2.5 * million, 120, 1_536)],
      ["lambda-requests", String(3 * million)],
    ],
    parts: ["18.00", "0.73", "0.83", "0.40"],
    total: "19.96",
  },
  {
    name: "provisioned concurrency for a day",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-x86-provisioned-gb-seconds", held(7 * 4, 24 * hourSeconds)],
      ["lambda-x86-provisioned-duration-gb-seconds", duration(2 * million, 280, 4_096)],
      ["lambda-requests", String(2 * million)],
    ],
    parts: ["10.08", "21.78", "0.40"],
    total: "32.26",
  },
  {
    name: "SnapStart: one of 100 invocations restores a snapshot",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-requests", String(7.44 * million)],
      ["lambda-x86-gb-seconds", duration(7.44 * million, 2_000, 1_024)],
      ["lambda-snapstart-cache-gb-seconds", held(1, 31 * 24 * hourSeconds)],
      ["lambda-snapstart-restored-gb", String(74_400)],
    ],
    parts: ["1.49", "248.00", "4.03", "10.40"],
    total: "263.92",
  },
  {
    name: "response streaming, its free amount used up",
    ...lambda,
    freeTier: "all-accounts",
    uses: [
      ["lambda-x86-gb-seconds", duration(3 * million, 500, 1_536)],
      ["lambda-requests", String(3 * million)],
      // A million answers are 1 MB above the free 6 MB; 100 GB were streamed before.
      ["lambda-streamed-gb", decimal(million).div(1_024).plus(100).toFixed()],
    ],
    parts: ["30.83", "0.40", "7.81"],
    total: "39.04",
  },
  {
    name: "a mapping of a queue in provisioned mode",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-x86-gb-seconds", duration(30 * million, 1_000, 1_024)],
      ["lambda-requests", String(30 * million)],
      ["lambda-sqs-poller-unit-hours", "8000"],
    ],
    parts: ["500.00", "6.00", "74.00"],
    total: "580.00",
  },
  {
    name: "ten Kafka mappings that share a poller unit",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-x86-gb-seconds", duration(300 * million, 200, 1_024)],
      ["lambda-requests", String(300 * million)],
      ["lambda-kafka-poller-unit-hours", "720"],
    ],
    parts: ["1000.00", "60.00", "133.20"],
    total: "1193.20",
  },
  {
    name: "a durable function: two invocations, four operations, 7 days running and 14 days kept",
    ...lambda,
    freeTier: "all-accounts",
    uses: [
      ["lambda-arm64-gb-seconds", duration(million, 32_000, 1_024)],
      ["lambda-requests", String(2 * million)],
      ["lambda-durable-operations", String(4 * million)],
      // Here a GB is decimal: a million times 104 KB.
      ["lambda-durable-written-gb", "104"],
      ["lambda-durable-gb-months", decimal(104).times(21).div(30).toFixed()],
    ],
    parts: ["421.34", "0.20", "32.00", "26.00", "10.92"],
    total: "490.46",
  },
  {
    name: "Lambda@Edge",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-edge-gb-seconds", duration(10 * million, 10, 128)],
      ["lambda-edge-requests", String(10 * million)],
    ],
    parts: ["0.63", "6.00"],
    total: "6.63",
  },
  {
    name: "managed instances",
    ...lambda,
    freeTier: "none",
    uses: [
      ["lambda-requests", String(100 * million)],
      ["ec2-m7g-xlarge-savings-plan-hours", "2000"],
      ["lambda-managed-m7g-xlarge-hours", "2000"],
    ],
    parts: ["20.00", "91.40", "48.96"],
    total: "160.36",
  },
  {
    name: "Fargate, x86",
    ...fargate,
    freeTier: "none",
    uses: [
      ["fargate-x86-vcpu-seconds", held(1, 5 * 600 * 30)],
      ["fargate-x86-gb-seconds", held(2, 5 * 600 * 30)],
      ["fargate-storage-gb-seconds", held(10, 5 * 600 * 30)],
    ],
    parts: ["1.01", "0.22", "0.03"],
    total: "1.26",
  },
  {
    name: "Fargate, arm64",
    ...fargate,
    freeTier: "none",
    uses: [
      ["fargate-arm64-vcpu-seconds", held(1, 5 * 600 * 30)],
      ["fargate-arm64-gb-seconds", held(2, 5 * 600 * 30)],
      ["fargate-storage-gb-seconds", held(10, 5 * 600 * 30)],
    ],
    parts: ["0.81", "0.18", "0.03"],
    total: "1.02",
  },
  {
    name: "Fargate with EKS",
    ...fargate,
    freeTier: "none",
    uses: [
      ["fargate-x86-vcpu-seconds", held(0.25, 10 * hourSeconds * 30)],
      ["fargate-x86-gb-seconds", held(1, 10 * hourSeconds * 30)],
    ],
    parts: ["3.04", "1.33"],
    total: "4.37",
  },
  {
    name: "X-Ray: 2,000 requests an hour, one in ten sampled",
    page: "https://aws.amazon.com/xray/pricing/",
    seen: "2026",
    freeTier: "all-accounts",
    uses: [
      ["xray-traces-recorded", "148800"],
      ["xray-traces-read", "775000"],
      ["xray-insights-traces", "148800"],
    ],
    parts: ["0.24", "0.15"],
    total: "0.39",
  },
  {
    name: "S3: 100 GB for 15 days, then 100 TB for 16",
    ...s3,
    freeTier: "none",
    uses: [["s3-gb-months", stored([100, 15 * 24], [100 * 1_024, 16 * 24])]],
    parts: ["1177.60", "37.40"],
    total: "1215.00",
  },
  {
    name: "S3's requests",
    ...s3,
    freeTier: "none",
    uses: [
      ["s3-write-requests", String(10_000 * 31)],
      ["s3-read-requests", String(20_000 * 31)],
    ],
    parts: ["1.55", "0.25"],
    total: "1.80",
  },
  {
    name: "S3 Standard-IA: 300 GB retrieved",
    ...s3,
    freeTier: "none",
    uses: [["s3-ia-retrieved-gb", "300"]],
    parts: ["3.00"],
    total: "3.00",
  },
  {
    name: "CloudWatch: 7 metrics of 10 instances, the free ones used up",
    ...cloudwatch,
    freeTier: "none",
    uses: [["metric-months", "70"]],
    parts: ["21.00"],
    total: "21.00",
  },
  {
    // The page gave 5 GB free of each; today they are 5 GB in all. Both amounts are what was left to pay then.
    name: "CloudWatch: logs of 1 GB a day",
    ...cloudwatch,
    freeTier: "none",
    uses: [
      ["logs-ingested-gb", "25"],
      ["logs-gb-months", "1"],
    ],
    parts: ["12.50", "0.03"],
    total: "12.53",
  },
  {
    name: "CloudWatch: 72 TB of vended logs, 30 TB kept",
    ...cloudwatch,
    freeTier: "none",
    uses: [
      ["logs-vended-gb", String(72 * 1_024)],
      ["logs-gb-months", String(30 * 1_024)],
    ],
    parts: ["5120.00", "5120.00", "2048.00", "1126.40", "921.60"],
    total: "14336.00",
  },
  {
    name: "an HTTP API with 10,000 loads a minute",
    ...apiGateway,
    freeTier: "none",
    uses: [["http-api-requests", String(10_000 * 60 * 24 * 30)]],
    parts: ["300.00", "118.80"],
    total: "418.80",
  },
  {
    name: "an HTTP API with requests of 4.5 MB",
    ...apiGateway,
    freeTier: "none",
    uses: [["http-api-requests", String(25 * 60 * 24 * 30 * httpApiUnits(4.5 * 1_024 * 1_024))]],
    parts: ["9.72"],
    total: "9.72",
  },
  {
    // 5 million answers of 3 KB are 14.305 GB; AWS rounds to a tenth first.
    name: "a REST API with its egress",
    ...apiGateway,
    freeTier: "none",
    uses: [
      ["rest-api-requests", String(5 * million)],
      ["internet-egress-gb", "14.3"],
    ],
    parts: ["17.50", "1.29"],
    total: "18.79",
  },
  {
    name: "a private REST API with its interface endpoint",
    ...apiGateway,
    freeTier: "none",
    uses: [
      ["rest-api-requests", String(5 * million)],
      ["interface-endpoint-hours", "720"],
      ["interface-endpoint-gb", "15.7"],
    ],
    parts: ["17.50", "7.20", "0.16"],
    total: "24.86",
  },
  {
    name: "a WebSocket API: 1,000 users, 12 hours a day",
    ...apiGateway,
    freeTier: "none",
    uses: [
      ["websocket-messages", String(1_000 * 600 * 30)],
      ["websocket-minutes", String(1_000 * 12 * 60 * 30)],
    ],
    parts: ["18.00", "5.40"],
    total: "23.40",
  },
];
