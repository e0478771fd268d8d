import type { Plan } from "../plan.ts";
import type { Grant } from "../resources/iam/role-grants.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import { functionsOf } from "../resources/lambda/functions.ts";
import type { DatabaseDefinition } from "../resources/rds/database-definition.ts";
import { databasesNeeded } from "./databases-needed.ts";
import { endpointName } from "./endpoint-name.ts";
import { functionCalls } from "./function-calls.ts";
import { outsideAddresses } from "./outside-addresses.ts";

/** A function and everything that it needs a network path to. */
export type Caller = {
  readonly definition: FunctionDefinition;
  readonly calls: readonly Grant[];
  /** The endpoint names of AWS services: `sqs`. */
  readonly services: readonly string[];
  readonly databases: readonly DatabaseDefinition[];
  /** The links and variables that contain an address outside AWS. */
  readonly outside: readonly string[];
};

/** Every function of the Plan with what it needs. */
export function callersOf(plan: Plan): readonly Caller[] {
  return functionsOf(plan).map((definition) => callerOf(plan, definition));
}

function callerOf(plan: Plan, definition: FunctionDefinition): Caller {
  const calls = functionCalls(plan, definition);
  return {
    definition,
    calls,
    services: [...new Set(calls.flatMap(serviceOf))].toSorted(),
    databases: databasesNeeded(plan, definition),
    outside: outsideAddresses(definition),
  };
}

/** The endpoint name of an action's service. Empty for `*`, which belongs to all services. */
export function serviceOf({ action }: Grant): readonly string[] {
  const [prefix = ""] = action.split(":");
  return prefix.includes("*") ? [] : [endpointName(prefix)];
}
