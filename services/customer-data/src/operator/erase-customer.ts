import { CustomerErased, CustomerFound } from "@stagecraft/contracts/customer-data";
import { callFunction } from "./call-function.ts";
import { describeSurroundings } from "./describe-surroundings.ts";
import { lookAround } from "./look-around.ts";
import type { OperatorClients } from "./operator-clients.ts";
import { OperatorError } from "./operator-error.ts";
import type { OperatorOptions } from "./operator-options.ts";

/**
 * Shows what there is of a customer and what would stay, and erases it when that is meant: first the dead letters, which
 * are found by the orders, then all of Postgres at once. Killed in between, it is to be run again and ends what it began.
 * @throws OperatorError while an order of theirs is under way, and when they ordered meanwhile.
 */
export async function eraseCustomer(
  clients: OperatorClients,
  options: OperatorOptions,
  { by, say }: { readonly by: string; readonly say: (line: string) => void },
): Promise<void> {
  const { customerId, stage, reason, yes } = options;
  const around = await lookAround(clients, options, { removeDeadLetters: yes });
  const deadLetters = Object.values(around.deadLetters).flat().length;
  if (Object.keys(around.found.rows).length + deadLetters === 0) {
    say("Nothing is known of this customer.");
    return;
  }
  say(describeSurroundings(around));
  if (around.found.underWay.length > 0) throw underWay(around.found.underWay);
  if (!yes) {
    say("\nNothing was changed. Add --yes to erase it.");
    return;
  }
  const call = { call: "erase", customerId, by, reason, deadLetters } as const;
  const erased = await callFunction(clients.lambda, stage, call, CustomerErased);
  if (erased.outcome === "under-way") throw underWay(erased.underWay);

  const find = { call: "find", customerId } as const;
  const { rows } = await callFunction(clients.lambda, stage, find, CustomerFound);
  if (Object.keys(rows).length > 0) {
    throw new OperatorError(
      "The customer did something meanwhile: close their account with the issuer of tokens, then run this again.",
    );
  }
  say(
    `\nErased: ${Object.values(erased.rows).reduce((sum, count) => sum + count, 0)} rows, ${deadLetters} dead letters.`,
  );
}

function underWay(orderIds: readonly string[]): OperatorError {
  return new OperatorError(
    `Nothing was changed, for orders are under way: ${orderIds.join(", ")}. They end within hours; run this again then.`,
  );
}
