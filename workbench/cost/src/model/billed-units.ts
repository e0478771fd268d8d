import type { Plan, Resource } from "@stagecraft/plan/plan";
import { numberOf, objectOf, resourcesOf, texts } from "@stagecraft/plan/resources";
import type { AssumedValues } from "../assumptions/assumptions.ts";
import { type Decimal, decimal } from "../exact-decimal.ts";
import type { BilledUnit } from "../prices/price.ts";
import { gigabytes } from "../units/gb-months.ts";
import { gbSeconds } from "../units/gb-seconds.ts";
import type { MeteredUnit } from "../usage/metered-unit.ts";
import type { MeteredUse } from "../usage/metered-use.ts";
import type { RecordedDurations } from "../usage/recorded-durations.ts";
import { hoursInMonth } from "./hours-in-month.ts";

export type BilledAmount = { readonly unit: BilledUnit; readonly amount: Decimal };

/** What the conversion of metered units needs to know. */
export type BilledContext = {
  readonly plan: Plan;
  readonly assumed: AssumedValues;
  readonly durations: RecordedDurations;
};

type Convert = (
  use: MeteredUse,
  resource: Resource | undefined,
  context: BilledContext,
) => readonly BilledAmount[];

/** Log groups that keep their lines for ever: counted as ten years. */
const longestKeptDays = 3_650;
const daysInMonth = 30.4;
const tmpIncludedMb = 512;

const same =
  (unit: BilledUnit): Convert =>
  ({ amount }) => [{ unit, amount: decimal(amount) }];

const nothing: Convert = () => [];

/** What each metered unit is billed as. */
const conversions: { readonly [unit in MeteredUnit]: Convert } = {
  "lambda-requests": requests,
  // This machine's durations differ from run to run: what is billed are the recorded ones, for each request.
  "lambda-billed-ms": nothing,
  "http-api-requests": same("http-api-requests"),
  "internet-egress-bytes": inGigabytes("internet-egress-gb"),
  "sqs-requests": ({ amount }, resource) => [
    {
      unit: resource?.inputs.fifoQueue === true ? "sqs-fifo-requests" : "sqs-standard-requests",
      amount: decimal(amount),
    },
  ],
  "step-functions-transitions": same("step-functions-transitions"),
  "kinesis-put-units": (use, resource) =>
    isOnDemand(resource) ? [] : [{ unit: "kinesis-put-units", amount: decimal(use.amount) }],
  "kinesis-written-kb": writtenToStream,
  "dynamodb-write-units": same("dynamodb-write-units"),
  "dynamodb-read-units": same("dynamodb-read-units"),
  "s3-write-requests": same("s3-write-requests"),
  "s3-read-requests": same("s3-read-requests"),
  "s3-written-bytes": inGigabytes("s3-gb-months"),
  "scheduler-invocations": same("scheduler-invocations"),
  "secrets-manager-requests": same("secrets-manager-requests"),
  // Standard parameters.
  "ssm-requests": nothing,
  "cloudwatch-requests": same("cloudwatch-requests"),
  "sns-requests": same("sns-requests"),
  "log-bytes": logBytes,
  "metric-hours": ({ amount }) => [
    { unit: "metric-months", amount: decimal(amount).div(hoursInMonth) },
  ],
  "xray-traces": ({ amount }, _resource, { assumed }) => [
    { unit: "xray-traces-recorded", amount: decimal(amount).times(assumed.recordedTraces) },
  ],
};

/** What a metered use is billed as. */
export function billedAmounts(use: MeteredUse, context: BilledContext): readonly BilledAmount[] {
  const resource = context.plan.resources.find(
    ({ type, name }) => type === use.type && name === use.name,
  );
  return conversions[use.unit](use, resource, context);
}

function inGigabytes(unit: BilledUnit): Convert {
  return ({ amount }) => [{ unit, amount: gigabytes(amount) }];
}

function requests(
  { amount }: MeteredUse,
  resource: Resource | undefined,
  { plan, durations, assumed }: BilledContext,
): readonly BilledAmount[] {
  const invocations = decimal(amount);
  const counted = { unit: "lambda-requests", amount: invocations } as const;
  if (!resource) return [counted];
  const memoryMb = numberOf(resource, "memorySize", 128);
  const isArm = texts(resource.inputs.architectures)[0] === "arm64";
  const warmMs = decimal(durations[resource.name] ?? 0).times(assumed.durationFactor);
  const initMs = decimal(assumed.coldStartShare).times(assumed.coldStartMs);
  const durationMs = warmMs.plus(initMs).times(invocations);
  const tmpMb = Number(objectOf(resource, "ephemeralStorage").size ?? tmpIncludedMb);
  const isInNetwork = texts(objectOf(resource, "vpcConfig").subnetIds).length > 0;
  return [
    counted,
    {
      unit: isArm ? "lambda-arm64-gb-seconds" : "lambda-x86-gb-seconds",
      amount: gbSeconds({ durationMs, memoryMb }),
    },
    ...(tmpMb > tmpIncludedMb
      ? [
          {
            unit: "lambda-storage-gb-seconds",
            amount: gbSeconds({ durationMs, memoryMb: tmpMb - tmpIncludedMb }),
          } as const,
        ]
      : []),
    ...(isInNetwork ? inNetwork(invocations, assumed, plan) : []),
  ];
}

/** What an invocation of a function in the network causes there. */
function inNetwork(
  invocations: Decimal,
  assumed: AssumedValues,
  plan: Plan,
): readonly BilledAmount[] {
  const gb = gigabytes(invocations.times(assumed.networkKbPerInvocation).times(1_024));
  return [
    {
      unit: "aurora-acu-hours",
      amount: invocations.times(assumed.databaseAcuSecondsPerInvocation).div(3_600),
    },
    { unit: "aurora-io-requests", amount: invocations.times(assumed.databaseIosPerInvocation) },
    ...wayOut(plan).map((unit) => ({ unit, amount: gb })),
  ];
}

/** An on-demand stream bills what is written, and what each consumer reads: https://aws.amazon.com/kinesis/data-streams/pricing/ */
function writtenToStream(
  { amount }: MeteredUse,
  resource: Resource | undefined,
  { plan }: BilledContext,
): readonly BilledAmount[] {
  if (!resource || !isOnDemand(resource)) return [];
  const written = gigabytes(decimal(amount).times(1_024));
  const consumers = resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping").filter(
    ({ inputs }) => inputs.eventSourceArn === resource.outputs.arn,
  );
  return [
    { unit: "kinesis-on-demand-written-gb", amount: written },
    { unit: "kinesis-on-demand-read-gb", amount: written.times(consumers.length) },
  ];
}

function isOnDemand(stream: Resource | undefined): boolean {
  return stream !== undefined && objectOf(stream, "streamModeDetails").streamMode === "ON_DEMAND";
}

/** What data to AWS services is billed as. Through an instance it is free: the services are in the same region. */
function wayOut(plan: Plan): readonly BilledUnit[] {
  if (resourcesOf(plan, "aws:ec2/natGateway:NatGateway").length > 0) return ["nat-gateway-gb"];
  const endpoints = resourcesOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint");
  const isInterface = endpoints.some(({ inputs }) => inputs.vpcEndpointType === "Interface");
  return isInterface ? ["interface-endpoint-gb"] : [];
}

function logBytes(
  { amount }: MeteredUse,
  resource: Resource | undefined,
  { assumed }: BilledContext,
): readonly BilledAmount[] {
  const written = gigabytes(amount);
  const retentionDays = Number(resource?.inputs.retentionInDays ?? 0) || longestKeptDays;
  const isInfrequent = resource?.inputs.logGroupClass === "INFREQUENT_ACCESS";
  return [
    { unit: isInfrequent ? "logs-ingested-infrequent-gb" : "logs-ingested-gb", amount: written },
    {
      // Once lines are as old as the retention, each month keeps as many as it removes.
      unit: "logs-gb-months",
      amount: written.times(assumed.logsKeptShare).times(retentionDays).div(daysInMonth),
    },
  ];
}
