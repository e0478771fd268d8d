import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { Mapping } from "../event-source-mappings/mapping.ts";

/** How often Lambda retries a batch, or how old a record may become, without a limit of the mapping's own. */
const unlimited = -1;

/**
 * An event source mapping in the form of the API.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html
 */
export function mappingConfiguration(
  { source, state, changedAtMs }: Mapping,
  mappingArn: string,
): object {
  const { filterPatterns } = source;
  return {
    UUID: source.uuid,
    EventSourceMappingArn: mappingArn,
    FunctionArn: source.functionArn,
    BatchSize: source.batchSize,
    MaximumBatchingWindowInSeconds: source.maximumBatchingWindowMs / 1_000,
    FunctionResponseTypes: source.reportBatchItemFailures ? ["ReportBatchItemFailures"] : [],
    ...(filterPatterns.length > 0
      ? { FilterCriteria: { Filters: filterPatterns.map((Pattern) => ({ Pattern })) } }
      : {}),
    ...("queueArn" in source ? queueFields(source) : streamFields(source)),
    State: state(),
    StateTransitionReason: "USER_INITIATED",
    LastModified: changedAtMs() / 1_000,
  };
}

function queueFields({ queueArn, maximumConcurrency }: QueueSourceDefinition) {
  return {
    EventSourceArn: queueArn,
    ...(maximumConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
  };
}

function streamFields(source: StreamSourceDefinition) {
  const { start, onFailureArn, maximumRecordAgeMs, tumblingWindowMs } = source;
  return {
    EventSourceArn: source.streamArn,
    StartingPosition: start.at,
    ...(start.at === "AT_TIMESTAMP"
      ? { StartingPositionTimestamp: start.timestampMs / 1_000 }
      : {}),
    ParallelizationFactor: source.parallelizationFactor,
    BisectBatchOnFunctionError: source.bisectBatchOnFunctionError,
    MaximumRetryAttempts: source.maximumRetryAttempts ?? unlimited,
    MaximumRecordAgeInSeconds:
      maximumRecordAgeMs === undefined ? unlimited : maximumRecordAgeMs / 1_000,
    TumblingWindowInSeconds: (tumblingWindowMs ?? 0) / 1_000,
    DestinationConfig:
      onFailureArn === undefined ? {} : { OnFailure: { Destination: onFailureArn } },
  };
}
