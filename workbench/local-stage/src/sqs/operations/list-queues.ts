import type { Operation } from "../../common/operation.ts";
import { readFields, readString } from "../../endpoint/read-fields.ts";
import { paginate } from "../paginate.ts";
import type { SqsContext } from "../sqs-context.ts";

export function listQueues(context: SqsContext): Operation {
  return {
    permissions: () => [{ action: "sqs:ListQueues", resource: "*" }],
    run(input) {
      const fields = readFields(input);
      const prefix = readString(fields, "QueueNamePrefix") ?? "";
      const names = context.queues.all.map((queue) => queue.name);
      const { page, ...more } = paginate(
        fields,
        names.filter((name) => name.startsWith(prefix)),
      );
      if (page.length === 0) return {};
      const QueueUrls = page.map((name) => context.queues.urlOf(context.queues.byName(name)));
      return { QueueUrls, ...more };
    },
  };
}
