import type { Json, Plan, Resource } from "../../plan.ts";
import { isObject, numberOf, objectOf, ownName, resourcesOf, textOf } from "../../resources.ts";
import type { EventInvokeConfigDefinition } from "./event-invoke-config-definition.ts";

/** Lambda's defaults: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
const defaultRetryAttempts = 2;
const defaultEventAgeSeconds = 21_600;

/** How each function of the Plan is invoked asynchronously. Defaults are Lambda's own. */
export function eventInvokeConfigsOf(plan: Plan): readonly EventInvokeConfigDefinition[] {
  const configs = resourcesOf(
    plan,
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  );
  return resourcesOf(plan, "aws:lambda/function:Function").map((definition) => {
    const config = configs.find((candidate) => isFor(candidate, definition));
    const destinations = config ? objectOf(config, "destinationConfig") : {};
    return {
      logicalName: ownName(definition),
      functionArn: textOf(definition, "arn"),
      maximumRetryAttempts: config
        ? numberOf(config, "maximumRetryAttempts", defaultRetryAttempts)
        : defaultRetryAttempts,
      maximumEventAgeMs:
        1_000 *
        (config
          ? numberOf(config, "maximumEventAgeInSeconds", defaultEventAgeSeconds)
          : defaultEventAgeSeconds),
      ...arn("onSuccessArn", destinations.onSuccess, "destination"),
      ...arn("onFailureArn", destinations.onFailure, "destination"),
      ...arn("deadLetterArn", definition.inputs.deadLetterConfig, "targetArn"),
    };
  });
}

/** A configuration names its function by name or by ARN. */
function isFor(config: Resource, definition: Resource): boolean {
  const named = config.inputs.functionName;
  return named === textOf(definition, "name") || named === textOf(definition, "arn");
}

function arn(name: string, holder: Json | undefined, key: string) {
  const value = isObject(holder) ? holder[key] : undefined;
  return typeof value === "string" && value !== "" ? { [name]: value } : {};
}
