import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { Authority } from "../iam/authority.ts";
import { lambdaTrust, missingPermission } from "../lambda/role-errors.ts";
import { streamPollerActions } from "./kinesis/stream-poller.ts";

/** What Lambda checks when an SQS mapping is created: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const queueActions = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

/** What AWS would refuse of event source mappings at a deploy, a line each: permissions that the function's role lacks. */
export function mappingErrors(
  functions: readonly FunctionDefinition[],
  queueSources: readonly QueueSourceDefinition[],
  streamSources: readonly StreamSourceDefinition[],
  authority: Authority,
): readonly string[] {
  const sources = [
    ...queueSources.map((source) => ({ ...source, arn: source.queueArn, actions: queueActions })),
    ...streamSources.map((source) => ({
      ...source,
      arn: source.streamArn,
      actions: streamPollerActions,
    })),
  ];
  return sources.flatMap(({ logicalName, functionArn, arn, actions }) => {
    const definition = functions.find((candidate) => candidate.arn === functionArn);
    // A role that Lambda may not assume is reported by `roleErrors`.
    if (!definition || !lambdaTrust(definition, authority).allowed) return [];
    const purpose = `the event source mapping ${logicalName}`;
    return actions.flatMap((action) =>
      missingPermission(definition, { action, resource: arn, purpose }, authority),
    );
  });
}
