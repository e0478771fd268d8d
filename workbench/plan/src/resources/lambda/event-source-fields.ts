import type { Resource } from "../../plan.ts";
import { isObject, numberOf, objectOf, ownName, textOf, texts } from "../../resources.ts";

/** The settings that all event source mappings have. The default batch size depends on the source. */
export function eventSourceFields(resource: Resource, defaultBatchSize: number) {
  return {
    logicalName: ownName(resource),
    uuid: textOf(resource, "uuid"),
    functionArn: textOf(resource, "functionName"),
    enabled: resource.inputs.enabled !== false,
    batchSize: numberOf(resource, "batchSize", defaultBatchSize),
    maximumBatchingWindowMs: numberOf(resource, "maximumBatchingWindowInSeconds", 0) * 1000,
    reportBatchItemFailures: texts(resource.inputs.functionResponseTypes).includes(
      "ReportBatchItemFailures",
    ),
    filterPatterns: filterPatterns(resource),
  };
}

function filterPatterns(resource: Resource): readonly string[] {
  const filters = objectOf(resource, "filterCriteria").filters;
  if (!Array.isArray(filters)) return [];
  return filters.flatMap((filter) => (isObject(filter) ? [String(filter.pattern)] : []));
}
