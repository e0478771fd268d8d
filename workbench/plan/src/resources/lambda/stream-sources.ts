import type { Plan, Resource } from "../../plan.ts";
import { isObject, numberOf, objectOf, ownName, resourcesOf, textOf } from "../../resources.ts";
import { eventSourceFields } from "./event-source-fields.ts";
import type { StreamSourceDefinition } from "./stream-source-definition.ts";

/** Every event source mapping from a Kinesis data stream. Defaults are Lambda's own. */
export function streamSourcesOf(plan: Plan): readonly StreamSourceDefinition[] {
  return resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter(({ inputs }) => String(inputs.eventSourceArn).startsWith("arn:aws:kinesis:"))
    .map((resource) => ({
      ...eventSourceFields(resource, 100),
      streamArn: textOf(resource, "eventSourceArn"),
      start: startOf(resource),
      parallelizationFactor: numberOf(resource, "parallelizationFactor", 1),
      bisectBatchOnFunctionError: resource.inputs.bisectBatchOnFunctionError === true,
      ...limit("maximumRetryAttempts", numberOf(resource, "maximumRetryAttempts", -1)),
      ...limit("maximumRecordAgeMs", numberOf(resource, "maximumRecordAgeInSeconds", -1), 1000),
      ...onFailure(resource),
      ...tumblingWindow(resource),
    }));
}

/** @throws Error naming a mapping without a starting position, which Lambda requires */
function startOf(resource: Resource): StreamSourceDefinition["start"] {
  const at = textOf(resource, "startingPosition");
  if (at === "TRIM_HORIZON" || at === "LATEST") return { at };
  const timestampMs = Date.parse(textOf(resource, "startingPositionTimestamp"));
  if (at === "AT_TIMESTAMP" && !Number.isNaN(timestampMs)) return { at, timestampMs };
  throw new Error(
    `${ownName(resource)} starts at "${at}": use TRIM_HORIZON, LATEST, or AT_TIMESTAMP with a startingPositionTimestamp such as 2026-01-31T00:00:00Z`,
  );
}

/** Lambda's value for "no limit" is -1. */
function limit<Key extends string>(key: Key, value: number, unit = 1) {
  return (value === -1 ? {} : { [key]: value * unit }) as { readonly [K in Key]?: number };
}

function onFailure(resource: Resource) {
  const destination = objectOf(resource, "destinationConfig").onFailure;
  return isObject(destination) && typeof destination.destinationArn === "string"
    ? { onFailureArn: destination.destinationArn }
    : {};
}

function tumblingWindow(resource: Resource) {
  const seconds = numberOf(resource, "tumblingWindowInSeconds", 0);
  return seconds > 0 ? { tumblingWindowMs: seconds * 1000 } : {};
}
