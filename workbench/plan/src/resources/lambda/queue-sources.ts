import type { Plan, Resource } from "../../plan.ts";
import { objectOf, resourcesOf, textOf } from "../../resources.ts";
import { eventSourceFields } from "./event-source-fields.ts";
import type { QueueSourceDefinition } from "./queue-source-definition.ts";

/** Every event source mapping from an SQS queue. Defaults are Lambda's own. */
export function queueSourcesOf(plan: Plan): readonly QueueSourceDefinition[] {
  return resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping")
    .filter((resource) => textOf(resource, "eventSourceArn").startsWith("arn:aws:sqs:"))
    .map((resource) => ({
      ...eventSourceFields(resource, 10),
      queueArn: textOf(resource, "eventSourceArn"),
      ...maximumConcurrency(resource),
    }));
}

function maximumConcurrency(resource: Resource) {
  const value = objectOf(resource, "scalingConfig").maximumConcurrency;
  return typeof value === "number" ? { maximumConcurrency: value } : {};
}
