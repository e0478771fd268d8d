import type { Plan, Resource } from "./plan.ts";
import type { QueueSourceDefinition } from "./queue-source-definition.ts";
import { isObject, numberOf, objectOf, ownName, resourcesOf, textOf, texts } from "./resources.ts";

/** Every event source mapping from an SQS queue. Defaults are Lambda's own. */
export function queueSourcesOf(plan: Plan): readonly QueueSourceDefinition[] {
  return resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter((resource) => textOf(resource, "eventSourceArn").startsWith("arn:aws:sqs:"))
    .map((resource) => ({
      logicalName: ownName(resource),
      uuid: textOf(resource, "uuid"),
      queueArn: textOf(resource, "eventSourceArn"),
      functionArn: textOf(resource, "functionName"),
      enabled: resource.inputs.enabled !== false,
      batchSize: numberOf(resource, "batchSize", 10),
      maximumBatchingWindowMs: numberOf(resource, "maximumBatchingWindowInSeconds", 0) * 1000,
      reportBatchItemFailures: texts(resource.inputs.functionResponseTypes).includes(
        "ReportBatchItemFailures",
      ),
      ...maximumConcurrency(resource),
      filterPatterns: filterPatterns(resource),
    }));
}

function maximumConcurrency(resource: Resource) {
  const value = objectOf(resource, "scalingConfig").maximumConcurrency;
  return typeof value === "number" ? { maximumConcurrency: value } : {};
}

function filterPatterns(resource: Resource): readonly string[] {
  const filters = objectOf(resource, "filterCriteria").filters;
  if (!Array.isArray(filters)) return [];
  return filters.flatMap((filter) => (isObject(filter) ? [String(filter.pattern)] : []));
}
