import type { CustomerDataCall } from "@stagecraft/contracts/customer-data";
import { CustomerId } from "@stagecraft/contracts/customer-id";
import type { OrderStatusCall } from "@stagecraft/contracts/order-status";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { operatorClient } from "../local-system/operator-client.ts";
import type { System } from "../local-system/start-system.ts";

/** Calls the functions that only operators call, `times` times each. */
export async function callOperatorFunctions(
  { stage }: System,
  plan: Plan,
  { times, customerId }: { readonly times: number; readonly customerId: string },
): Promise<void> {
  const send = operatorClient(stage, plan, "lambda");
  for (const [logicalName, input] of Object.entries(callsFor(customerId))) {
    const found = functionsOf(plan).find((each) => each.logicalName === logicalName);
    if (!found) throw new Error(`The program has no function ${logicalName}`);
    const path = `/2015-03-31/functions/${found.name}/invocations`;
    for (let time = 0; time < times; time += 1) {
      const response = await send(path, { method: "POST", body: JSON.stringify(input) });
      if (response.ok && !response.headers.has("x-amz-function-error")) continue;
      throw new Error(`${logicalName} failed: ${response.status} ${await response.text()}`);
    }
  }
}

/** The input of each function, by its logical name. */
function callsFor(customerId: string) {
  const find = {
    call: "find",
    customerId: CustomerId.parse(customerId),
  } satisfies CustomerDataCall;
  const recent = { find: "recent", limit: 100 } satisfies OrderStatusCall;
  return { SalesRebuild: {}, OrderStatus: recent, CustomerData: find };
}
