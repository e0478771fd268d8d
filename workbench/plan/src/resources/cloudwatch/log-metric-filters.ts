import type { Plan, Resource } from "../../plan.ts";
import { PlanError } from "../../plan-error.ts";
import { objectOf, resourcesOf, textMembers, textOf } from "../../resources.ts";
import type { LogMetricFilterDefinition } from "./log-metric-filter-definition.ts";

/**
 * Every metric filter of the Plan.
 * @throws PlanError for an incomplete metric transformation.
 */
export function logMetricFiltersOf(plan: Plan): readonly LogMetricFilterDefinition[] {
  return resourcesOf(plan, "aws:cloudwatch/logMetricFilter:LogMetricFilter").map((resource) => ({
    logicalName: resource.name,
    name: textOf(resource, "name"),
    logGroupName: textOf(resource, "logGroupName"),
    pattern: textOf(resource, "pattern"),
    transformation: transformationOf(resource),
  }));
}

function transformationOf(resource: Resource): LogMetricFilterDefinition["transformation"] {
  const given = objectOf(resource, "metricTransformation");
  const required = (name: string) => {
    const value = given[name];
    if (typeof value === "string") return value;
    throw new PlanError(
      `${resource.name} (${resource.type}) needs "${name}" in "metricTransformation".`,
    );
  };
  const { defaultValue, unit, dimensions } = given;
  return {
    namespace: required("namespace"),
    metricName: required("name"),
    value: required("value"),
    // Pulumi has a text here.
    ...(defaultValue !== undefined && { defaultValue: Number(defaultValue) }),
    ...(typeof unit === "string" && { unit }),
    dimensions: textMembers(dimensions),
  };
}
