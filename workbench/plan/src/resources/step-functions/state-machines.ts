import type { Plan, Resource } from "../../plan.ts";
import { objectOf, ownName, resourcesOf, textOf } from "../../resources.ts";
import type { StateMachineDefinition } from "./state-machine-definition.ts";

/** Every state machine of the Plan. Defaults are Step Functions' own. */
export function stateMachinesOf(plan: Plan): readonly StateMachineDefinition[] {
  return resourcesOf(plan, "aws:sfn/stateMachine:StateMachine").map((resource) => ({
    logicalName: ownName(resource),
    name: textOf(resource, "name"),
    arn: textOf(resource, "arn"),
    type: resource.inputs.type === "EXPRESS" ? "EXPRESS" : "STANDARD",
    definition: definitionOf(resource),
    roleArn: textOf(resource, "roleArn"),
    logging: loggingOf(resource),
  }));
}

/** A program may give JSON text, or an object that the provider serializes. */
function definitionOf(resource: Resource): string {
  const { definition } = resource.inputs;
  return typeof definition === "object" && definition !== null
    ? JSON.stringify(definition)
    : textOf(resource, "definition");
}

function loggingOf(resource: Resource): StateMachineDefinition["logging"] {
  const logging = objectOf(resource, "loggingConfiguration");
  return {
    level: typeof logging.level === "string" ? logging.level : "OFF",
    includeExecutionData: logging.includeExecutionData === true,
    ...(typeof logging.logDestination === "string" && {
      logGroupArn: logging.logDestination.replace(/:\*$/, ""),
    }),
  };
}
