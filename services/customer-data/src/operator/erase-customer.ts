import { CustomerErased, CustomerFound } from "@stagecraft/contracts/customer-data";
import { callFunction } from "./call-function.ts";
import { describeSearch } from "./describe-search.ts";
import type { OperatorClients } from "./operator-clients.ts";
import { OperatorError } from "./operator-error.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { searchCustomer } from "./search-customer.ts";

/**
 * Shows a customer's data and what would be retained. With `--yes` erases it: first the dead-letter messages, which are found by order ids,
 * then all rows of Postgres in one transaction. A run that was killed in between is completed by the next run.
 * @throws OperatorError when an order is not final, and when the customer has ordered meanwhile
 */
export async function eraseCustomer(
  clients: OperatorClients,
  options: OperatorOptions,
  { by, say }: { readonly by: string; readonly say: (line: string) => void },
): Promise<void> {
  const { customerId, stage, reason, yes } = options;
  const search = await searchCustomer(clients, options, { deleteDeadLetters: yes });
  const deadLetters = Object.values(search.deadLetters).flat().length;
  if (Object.keys(search.found.rows).length + deadLetters === 0) {
    say("There is no data about this customer.");
    return;
  }
  say(describeSearch(search));
  if (search.found.underWay.length > 0) throw underWay(search.found.underWay);
  if (!yes) {
    say("\nNothing was changed. Add --yes to erase the data.");
    return;
  }
  const call = { call: "erase", customerId, by, reason, deadLetters } as const;
  const erased = await callFunction(clients.lambda, stage, call, CustomerErased);
  if (erased.outcome === "under-way") throw underWay(erased.underWay);

  const find = { call: "find", customerId } as const;
  const { rows } = await callFunction(clients.lambda, stage, find, CustomerFound);
  if (Object.keys(rows).length > 0) {
    throw new OperatorError(
      "The customer has used the API meanwhile: close their account at the token issuer, then run this again.",
    );
  }
  say(
    `\nErased: ${Object.values(erased.rows).reduce((sum, count) => sum + count, 0)} rows, ${deadLetters} dead-letter messages.`,
  );
}

function underWay(orderIds: readonly string[]): OperatorError {
  return new OperatorError(
    `Nothing was changed, because orders are under way: ${orderIds.join(", ")}. They become final within hours; run this again then.`,
  );
}
