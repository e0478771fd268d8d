import type { Plan } from "@stagecraft/plan/plan";
import { quotas } from "@stagecraft/plan/quotas";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { ReviewCheck } from "./review-line.ts";

/** What stops a loop of functions and queues: Lambda, except where the program says otherwise. */
export function recursionCheck(plan: Plan): ReviewCheck {
  const functions = functionsOf(plan);
  const allowed = functions.filter(({ recursiveLoop }) => recursiveLoop === "Allow");
  const names = allowed.map(({ logicalName }) => logicalName).join(", ");
  return {
    name: "recursion",
    status: "green",
    figure: `Lambda stops a loop of ${functions.length - allowed.length} functions after about ${quotas.lambda.invocationsInChain.value} invocations${names === "" ? "" : `; the program lets ${names} call itself through a queue`}`,
    command: "npm run plan",
  };
}
