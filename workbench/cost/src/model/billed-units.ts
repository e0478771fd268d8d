import type { Plan, Resource } from "@stagecraft/plan/plan";
import { numberOf, objectOf, texts } from "@stagecraft/plan/resources";
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
  "kinesis-put-units": same("kinesis-put-units"),
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
  { durations, assumed }: BilledContext,
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
    ...(isInNetwork ? inNetwork(invocations, assumed) : []),
  ];
}

/** What an invocation of a function in the network causes there. */
function inNetwork(invocations: Decimal, assumed: AssumedValues): readonly BilledAmount[] {
  return [
    {
      unit: "aurora-acu-hours",
      amount: invocations.times(assumed.databaseAcuSecondsPerInvocation).div(3_600),
    },
    { unit: "aurora-io-requests", amount: invocations.times(assumed.databaseIosPerInvocation) },
    {
      unit: "interface-endpoint-gb",
      amount: gigabytes(invocations.times(assumed.networkKbPerInvocation).times(1_024)),
    },
  ];
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
