import type { TaskResource } from "../definition/task-resource.ts";
import { isFields } from "../definition/visit-states.ts";

const known = {
  lambda: { required: "FunctionName", others: ["Payload"] },
  sqs: {
    required: "QueueUrl",
    others: [
      ...["MessageBody", "DelaySeconds", "MessageAttributes", "MessageSystemAttributes"],
      ...["MessageDeduplicationId", "MessageGroupId"],
    ],
  },
} as const;

/** Why a task cannot be started with these arguments; undefined when it can. */
export function unusableArguments({ service }: TaskResource, args: unknown): string | undefined {
  if (!isFields(args)) return "They must be an object";
  const { required, others } = known[service];
  if (typeof args[required] !== "string" || args[required] === "") {
    return `The required parameter '${required}' is missing`;
  }
  const allowed: readonly string[] = [required, ...others];
  const strange = Object.keys(args).find((name) => !allowed.includes(name));
  return strange === undefined ? undefined : `The field '${strange}' is not supported here`;
}
