import type { Plan } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import { queueSourcesOf } from "@stagecraft/plan/resources/lambda/queue-sources";
import type { ReviewCheck } from "./review-line.ts";

/** Whether something stops or limits each loop of functions and queues. */
export function recursionCheck(plan: Plan): ReviewCheck {
  return recursionOf(functionsOf(plan), queueSourcesOf(plan));
}

/**
 * Lambda stops loops, except those of functions that the program lets continue. Such a function needs a limit for how many of it run at
 * once: otherwise a loop costs as much as the account's concurrency allows.
 */
export function recursionOf(
  functions: readonly Pick<
    FunctionDefinition,
    "logicalName" | "arn" | "recursiveLoop" | "reservedConcurrency"
  >[],
  sources: readonly Pick<QueueSourceDefinition, "functionArn" | "maximumConcurrency">[],
): ReviewCheck {
  const allowed = functions.filter(({ recursiveLoop }) => recursiveLoop === "Allow");
  const unlimited = allowed.filter(({ arn, reservedConcurrency }) => {
    const own = sources.filter(({ functionArn }) => functionArn === arn);
    const isLimited =
      own.length > 0 && own.every(({ maximumConcurrency }) => maximumConcurrency !== undefined);
    return reservedConcurrency === undefined && !isLimited;
  });
  const stopped = `Lambda stops a loop of ${functions.length - allowed.length} functions after about ${quotas.lambda.invocationsInChain.value} invocations`;
  return {
    name: "recursion",
    status: unlimited.length > 0 ? "red" : "green",
    figure: [
      stopped,
      ...(allowed.length > 0 ? [`the program lets ${namesOf(allowed)} continue`] : []),
      ...(unlimited.length > 0 ? [`nothing limits the concurrency of ${namesOf(unlimited)}`] : []),
    ].join("; "),
    command: "npm run plan",
  };
}

function namesOf(functions: readonly { readonly logicalName: string }[]): string {
  return functions.map(({ logicalName }) => logicalName).join(", ");
}
