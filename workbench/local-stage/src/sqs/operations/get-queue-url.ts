import type { Operation } from "../../common/operation.ts";
import { readFields, readString } from "../../endpoint/read-fields.ts";
import { requireString } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";
import { queueDoesNotExist } from "../sqs-error.ts";

export function getQueueUrl(context: SqsContext): Operation {
  const queueOf = (input: unknown) => {
    const fields = readFields(input);
    const owner = readString(fields, "QueueOwnerAWSAccountId") ?? context.accountId;
    if (owner !== context.accountId) throw queueDoesNotExist();
    return context.queues.byName(requireString(fields, "QueueName"));
  };
  return {
    permissions: (input) => [{ action: "sqs:GetQueueUrl", resource: queueOf(input).arn }],
    run: (input) => ({ QueueUrl: context.queues.urlOf(queueOf(input)) }),
  };
}
