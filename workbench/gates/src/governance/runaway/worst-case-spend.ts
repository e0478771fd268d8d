import { lambdaPrices } from "@stagecraft/cost/prices/lambda-prices";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Finding } from "../../finding.ts";
import type { RunawayFacts } from "./runaway-facts.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html: ten requests a second for each unit of concurrency */
const requestsPerSecond = 10;

const secondsPerHour = 3_600;

/** Functions that can cost more in an hour than the limit, when everything that may run at once runs all the time. */
export function worstCaseSpend({
  functions,
  accountConcurrency,
  settings: { runaway },
}: RunawayFacts): readonly Finding[] {
  return functions.flatMap((definition): readonly Finding[] => {
    const concurrency = definition.reservedConcurrency ?? accountConcurrency;
    const usd = usdPerHour(definition, concurrency);
    if (usd <= runaway.functionUsdPerHour) return [];
    const allowed = Math.floor((concurrency * runaway.functionUsdPerHour) / usd);
    return [
      {
        rule: "governance/worst-case-spend",
        severity: "error",
        resource: definition.logicalName,
        message: `It can cost $${usd.toFixed(2)} an hour: ${concurrency} at once with ${definition.memoryMb} MB. The limit is $${runaway.functionUsdPerHour}.`,
        fix: `concurrency: ${allowed}, or less memory`,
      },
    ];
  });
}

/** US dollars an hour for a function of which `concurrency` invocations run all the time. */
export function usdPerHour(
  { memoryMb, architecture }: Pick<FunctionDefinition, "memoryMb" | "architecture">,
  concurrency: number,
): number {
  const gbSeconds = concurrency * (memoryMb / 1_024) * secondsPerHour;
  const requests = concurrency * requestsPerSecond * secondsPerHour;
  return gbSeconds * lambdaPrices.gbSecond[architecture] + requests * lambdaPrices.request;
}
