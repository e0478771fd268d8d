import type { Plan } from "../plan.ts";
import { quotas } from "../quotas.ts";
import { functionsOf } from "../resources/lambda/functions.ts";
import type { ValidationError } from "./validation-error.ts";

/** Lambda keeps this much concurrency unreserved, for functions without a reservation. */
const { value: alwaysUnreserved, page } = quotas.lambda.unreservedExecutions;

/** Reserved concurrency above the limit that the stage states for its account. */
export function concurrencyErrors(plan: Plan): readonly ValidationError[] {
  const accountLimit = plan.outputs.accountConcurrency;
  if (typeof accountLimit !== "number") return [];
  const reserved = functionsOf(plan).reduce(
    (sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency,
    0,
  );
  if (reserved === 0 || reserved + alwaysUnreserved <= accountLimit) return [];
  return [
    {
      resource: `stage ${plan.stage}`,
      message: `its functions reserve ${reserved} concurrent executions; with the ${alwaysUnreserved} that stay unreserved this is over the account's ${accountLimit}`,
      page,
    },
  ];
}
