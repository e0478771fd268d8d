import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";

export const testAccountId = "123456789012";
export const testRegion = "eu-central-1";

export function streamArnOf(name: string): string {
  return `arn:aws:kinesis:${testRegion}:${testAccountId}:stream/${name}`;
}

/** A stream of one shard with AWS's defaults. */
export function streamOf(name: string, changes: Partial<StreamDefinition> = {}): StreamDefinition {
  return {
    logicalName: name,
    name,
    arn: streamArnOf(name),
    mode: "PROVISIONED",
    shardCount: 1,
    retentionHours: 24,
    maximumRecordSizeBytes: 1_048_576,
    ...changes,
  };
}
