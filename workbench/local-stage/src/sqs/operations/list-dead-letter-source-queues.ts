import type { Operation } from "../../common/operation.ts";
import { paginate } from "../paginate.ts";
import { queueOperation } from "../queue-operation.ts";
import type { SqsContext } from "../sqs-context.ts";

export function listDeadLetterSourceQueues(context: SqsContext): Operation {
  return queueOperation(context, "sqs:ListDeadLetterSourceQueues", (queue, fields) => {
    const sources = context.queues.sourcesOf(queue).map((source) => source.name);
    const { page, ...more } = paginate(fields, sources);
    // The one list of SQS whose name starts in lower case.
    const queueUrls = page.map((name) => context.queues.urlOf(context.queues.byName(name)));
    return { queueUrls, ...more };
  });
}
