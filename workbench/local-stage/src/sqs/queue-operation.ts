import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Call, Operation } from "../common/operation.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";
import { requireString } from "./read-input.ts";
import type { SqsContext } from "./sqs-context.ts";

/** An operation on the queue that `QueueUrl` names, for which IAM is asked one action on that queue. */
export function queueOperation(
  context: SqsContext,
  action: string,
  run: (queue: QueueDefinition, fields: Fields, call: Call) => unknown,
): Operation {
  const queueOf = (fields: Fields) => context.queues.byUrl(requireString(fields, "QueueUrl"));
  return {
    permissions: (input) => [{ action, resource: queueOf(readFields(input)).arn }],
    run(input, call) {
      const fields = readFields(input);
      return run(queueOf(fields), fields, call);
    },
  };
}
