import type { EventInvokeConfigDefinition } from "@stagecraft/plan/resources/lambda/event-invoke-config-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Authority } from "../iam/authority.ts";

/**
 * What AWS would refuse of asynchronous destinations and dead-letter queues at a deploy, a line each: a queue or function
 * that does not exist, a FIFO queue, a role that may not send to it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function destinationErrors(
  configs: readonly EventInvokeConfigDefinition[],
  resources: {
    readonly functions: readonly FunctionDefinition[];
    readonly queues: readonly QueueDefinition[];
    readonly authority: Pick<Authority, "authorize">;
  },
): readonly string[] {
  return configs.flatMap((config) => {
    const { onSuccessArn, onFailureArn, deadLetterArn } = config;
    const definition = resources.functions.find(({ arn }) => arn === config.functionArn);
    if (!definition) return [];
    const check = (arn: string | undefined, what: string) => {
      const refusal = arn && refusalOf(arn, what, definition, resources);
      return refusal ? [`${config.logicalName}: its ${what} ${arn} ${refusal}`] : [];
    };
    return [
      ...check(onSuccessArn, "success destination"),
      ...check(onFailureArn, "failure destination"),
      ...check(deadLetterArn, "dead-letter queue"),
    ];
  });
}

function refusalOf(
  arn: string,
  what: string,
  { roleArn, name: functionName }: FunctionDefinition,
  { functions, queues, authority }: Parameters<typeof destinationErrors>[1],
): string | undefined {
  const queue = queues.find((candidate) => candidate.arn === arn);
  const target = functions.find((candidate) => candidate.arn === arn);
  if (!queue && !target) {
    return "is neither a queue nor a function of this program; other destinations are not implemented here";
  }
  if (queue?.fifo) return "is a FIFO queue, which Lambda does not send to";
  if (target && what === "dead-letter queue") return "is a function; Lambda takes a queue or topic";
  const action = queue ? "sqs:SendMessage" : "lambda:InvokeFunction";
  const authorization = authority.authorize(
    { kind: "role", roleArn, functionName },
    { action, resource: arn },
  );
  if (authorization.allowed) return undefined;
  return `needs ${action} in the function's role. ${authorization.explanation}`;
}
