import type { Plan } from "../plan.ts";
import { type Grant, grantsOf } from "../resources/iam/role-grants.ts";
import { rolesOf } from "../resources/iam/roles.ts";
import { eventInvokeConfigsOf } from "../resources/lambda/event-invoke-configs.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import { isObject, objectOf, resourcesOf, textOf } from "../resources.ts";

/** Actions of a role that Lambda itself calls, from its own network and not from the function's. */
const calledByLambda = /^(?:logs|xray|ec2):|^rds-db:connect$/;

/** The actions of Lambda's pollers on an event source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
const readingFromSource =
  /^sqs:(?:ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueue\w+)$|^(?:kinesis|dynamodb):(?:Describe|Get|List|SubscribeTo)/;

/**
 * The calls that a function's own code may make. Without the actions that its role allows for Lambda itself (logs, network interfaces,
 * reading its event sources, sending to its destinations) and without connecting to a database, which is not an API call.
 */
export function functionCalls(plan: Plan, definition: FunctionDefinition): readonly Grant[] {
  const role = rolesOf(plan).find(({ arn }) => arn === definition.roleArn);
  if (!role) return [];
  const sources = sourceArnsOf(plan, definition);
  const destinations = destinationArnsOf(plan, definition);
  return grantsOf(role).filter(({ action, resource }) => {
    if (calledByLambda.test(action)) return false;
    if (sources.has(resource) && readingFromSource.test(action)) return false;
    return !destinations.has(resource) || isLinked(definition, resource);
  });
}

function sourceArnsOf(plan: Plan, definition: FunctionDefinition): ReadonlySet<string> {
  return new Set(mappingsOf(plan, definition).map((mapping) => textOf(mapping, "eventSourceArn")));
}

function destinationArnsOf(plan: Plan, definition: FunctionDefinition): ReadonlySet<unknown> {
  const config = eventInvokeConfigsOf(plan).find(
    ({ functionArn }) => functionArn === definition.arn,
  );
  const ofMappings = mappingsOf(plan, definition).map((mapping) => {
    const { onFailure } = objectOf(mapping, "destinationConfig");
    return isObject(onFailure) ? onFailure.destinationArn : undefined;
  });
  return new Set([
    config?.onFailureArn,
    config?.onSuccessArn,
    config?.deadLetterArn,
    ...ofMappings,
  ]);
}

function mappingsOf(plan: Plan, { arn, name }: FunctionDefinition) {
  return resourcesOf(plan, "aws:lambda/eventSourceMapping:EventSourceMapping").filter(
    ({ inputs }) => inputs.functionName === arn || inputs.functionName === name,
  );
}

/** Whether the code has the ARN or name of a resource in its links or variables, and so may call it too. */
function isLinked({ bundle, environment }: FunctionDefinition, resourceArn: string): boolean {
  const name = resourceArn.split(/[:/]/).at(-1) ?? resourceArn;
  return JSON.stringify([bundle.links, environment]).includes(name);
}
