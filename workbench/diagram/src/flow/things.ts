import type { Plan } from "@stagecraft/plan/plan";
import { tablesOf } from "@stagecraft/plan/resources/dynamodb/tables";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { bucketsOf } from "@stagecraft/plan/resources/s3/buckets";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { type Box, boxId, type Shape } from "./graph.ts";

/** Something that functions call or are called by, with its box. */
export type Thing = {
  readonly kind: "queue" | "stream" | "table" | "bucket" | "machine" | "database";
  /** A database is not called by an ARN, and has its cluster's identifier here. */
  readonly arn: string;
  readonly box: Box;
};

/** Everything of the Plan that holds messages or data, or runs a workflow. */
export function thingsOf(plan: Plan): readonly Thing[] {
  return [
    ...queuesOf(plan).map((queue) => thing("queue", queue, "messages", "SQS queue")),
    ...streamsOf(plan).map((stream) => thing("stream", stream, "messages", "Kinesis stream")),
    ...stateMachinesOf(plan).map((machine) =>
      thing("machine", machine, "workflow", "Step Functions"),
    ),
    ...databasesOf(plan).map(({ logicalName, clusterIdentifier }) =>
      thing("database", { logicalName, arn: clusterIdentifier }, "store", "Aurora PostgreSQL"),
    ),
    ...tablesOf(plan).map((table) => thing("table", table, "store", "DynamoDB table")),
    ...bucketsOf(plan).map((bucket) => thing("bucket", bucket, "store", "S3 bucket")),
  ];
}

function thing(
  kind: Thing["kind"],
  { logicalName, arn }: { readonly logicalName: string; readonly arn: string },
  shape: Shape,
  what: string,
): Thing {
  return {
    kind,
    arn,
    box: { id: boxId(kind, logicalName), title: logicalName, notes: [what], shape },
  };
}
