import type { Plan, Resource } from "../../plan.ts";
import { quotas } from "../../quotas.ts";
import { numberOf, objectOf, ownName, resourcesOf, textOf } from "../../resources.ts";
import type { StreamDefinition } from "./stream-definition.ts";

/** https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const onDemandShardCount = 4;

/** Every Kinesis data stream of the Plan. Defaults are Kinesis's own. */
export function streamsOf(plan: Plan): readonly StreamDefinition[] {
  return resourcesOf(plan, "aws:kinesis/stream:Stream").map((resource) => {
    const isOnDemand = objectOf(resource, "streamModeDetails").streamMode === "ON_DEMAND";
    return {
      logicalName: ownName(resource),
      name: textOf(resource, "name"),
      arn: textOf(resource, "arn"),
      mode: isOnDemand ? "ON_DEMAND" : "PROVISIONED",
      shardCount: isOnDemand ? onDemandShardCount : numberOf(resource, "shardCount"),
      retentionHours: numberOf(resource, "retentionPeriod", 24),
      maximumRecordSizeBytes:
        numberOf(resource, "maxRecordSizeInKib", quotas.kinesis.recordBytes.value / 1024) * 1024,
      ...encryption(resource),
    };
  });
}

function encryption(resource: Resource) {
  return resource.inputs.encryptionType === "KMS" ? { kmsKeyId: textOf(resource, "kmsKeyId") } : {};
}
