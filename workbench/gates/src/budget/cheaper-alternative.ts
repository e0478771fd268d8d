import type { BilledUnit } from "@stagecraft/cost/prices/price";

/** What to do about a billed unit, where something cheaper is known. */
const alternatives: { readonly [unit in BilledUnit]?: string } = {
  "nat-gateway-hours":
    "An interface endpoint costs a fifth of a NAT gateway in each zone, and gateway endpoints of S3 and DynamoDB are free; a function that needs neither the network nor the database leaves it.",
  "public-ipv4-hours": "Remove what needs a public address: a NAT gateway, or a load balancer.",
  "interface-endpoint-hours":
    "Each endpoint costs in each of its zones: call the service from a function outside of the network.",
  "rds-proxy-acu-hours":
    "RDS Proxy bills 8 ACU at least, and keeps a database from pausing: reserve the functions' concurrency, so that they open few connections.",
  "lambda-arm64-provisioned-gb-seconds":
    "Provisioned concurrency costs whether or not it is used: make the init phase shorter, or schedule it for the busy hours.",
  "lambda-x86-provisioned-gb-seconds":
    "Provisioned concurrency costs whether or not it is used, and 20 % less on arm64.",
  "lambda-x86-gb-seconds": "arm64 costs 20 % less.",
  "lambda-arm64-gb-seconds":
    "Less memory, if the function does not become slower by as much: npm run tune.",
  "logs-ingested-gb":
    "Log one line for each invocation, at level INFO, or use the log class for infrequent access.",
  "logs-gb-months": "Set the retention of the log group.",
  "metric-months":
    "Each set of dimensions is a metric: an id is no dimension, but a field of the log line.",
  "xray-traces-recorded": "Sample fewer traces.",
  "step-functions-transitions":
    "Fewer states, or an Express workflow for what ends within five minutes and may run twice.",
  "sqs-standard-requests":
    "Receive and delete in batches; a batching window saves invocations as well. Each mapping polls all the time.",
  "kinesis-shard-hours": "Fewer shards, or a queue.",
  "aurora-acu-hours":
    "A lower minimum. With 0 ACU the database pauses when nothing connects for five minutes: call it less often.",
  "alarm-metric-months": "Watch the sum of several resources with one alarm.",
  "dashboard-months": "An account has three dashboards free.",
  "secret-months": "Standard parameters of Systems Manager are free.",
  "scheduler-invocations": "Run the schedule less often.",
  "lambda-requests": "Invoke less often: larger batches, or a schedule that runs less often.",
};

/** What is cheaper than the unit, or undefined when nothing is known. */
export function cheaperAlternative(unit: BilledUnit): string | undefined {
  return alternatives[unit];
}
