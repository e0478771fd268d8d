import { lambdaPrices } from "@stagecraft/cost/prices/lambda-prices";
import type { SystemModel } from "../model/system-model.ts";
import type { FunctionUse } from "../simulation/function-pool.ts";

/** What Lambda costs for invocations, in US dollars, without the free tier and without discounts of higher tiers. */
export function lambdaDollars(system: SystemModel, uses: readonly FunctionUse[]): number {
  return uses.reduce((sum, { name, invocations, busySeconds }) => {
    const model = system.functions.find((each) => each.name === name);
    if (!model) throw new Error(`The stage has no function ${name}.`);
    const gbSeconds = (model.memoryMb / 1_024) * busySeconds;
    const requests = invocations * lambdaPrices.request;
    return sum + gbSeconds * lambdaPrices.gbSecond[model.architecture] + requests;
  }, 0);
}
