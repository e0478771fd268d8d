import type { Plan } from "../plan.ts";
import { type Grant, grantsOf } from "../resources/iam/role-grants.ts";
import { rolesOf } from "../resources/iam/roles.ts";
import { eventInvokeConfigsOf } from "../resources/lambda/event-invoke-configs.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import { isObject, objectOf, resourcesOf, textOf } from "../resources.ts";

/** What of a role Lambda itself uses, from its own network and not from the function's. */
const doneByLambda = /^(?:logs|xray|ec2):|^rds-db:connect$/;

/** What Lambda's pollers do with an event source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
const readingASource =
  /^sqs:(?:ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueue\w+)$|^(?:kinesis|dynamodb):(?:Describe|Get|List|SubscribeTo)/;

/**
 * What a function's own code may call. Left out is what its role allows for Lambda's sake (logs, network interfaces, reading its
 * event sources, delivering to its destinations), and logging in to a database, which is no call.
 */
export function functionCalls(plan: Plan, definition: FunctionDefinition): readonly Grant[] {
  const role = rolesOf(plan).find(({ arn }) => arn === definition.roleArn);
  if (!role) return [];
  const sources = sourceArnsOf(plan, definition);
  const destinations = destinationArnsOf(plan, definition);
  return grantsOf(role).filter(({ action, resource }) => {
    if (doneByLambda.test(action)) return false;
    if (sources.has(resource) && readingASource.test(action)) return false;
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

/** Whether the code is told of a resource, by its ARN or its name, and so may call it too. */
function isLinked({ bundle, environment }: FunctionDefinition, resourceArn: string): boolean {
  const name = resourceArn.split(/[:/]/).at(-1) ?? resourceArn;
  return JSON.stringify([bundle.links, environment]).includes(name);
}
