import { CustomerFound, type KeptPlace } from "@stagecraft/contracts/customer-data";
import { callFunction } from "./call-function.ts";
import { type FoundMessage, lookThroughQueue } from "./look-through-queue.ts";
import { namesCustomer } from "./names-customer.ts";
import type { OperatorClients } from "./operator-clients.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { type FoundWait, paymentWaitsOf } from "./payment-waits-of.ts";

/** Everything that is known of a customer, wherever it can be looked for. */
export type Surroundings = {
  readonly found: CustomerFound;
  /** By the queue's name in the program; queues without any are left out. */
  readonly deadLetters: { readonly [queue: string]: readonly FoundMessage[] };
  readonly paymentWaits: readonly FoundWait[];
  readonly kept: readonly KeptPlace[];
};

/** Looks in every place; removes the dead letters that name the customer if it is told to, and nothing else. */
export async function lookAround(
  clients: OperatorClients,
  { customerId, stage }: OperatorOptions,
  { removeDeadLetters }: { readonly removeDeadLetters: boolean },
): Promise<Surroundings> {
  const found = await callFunction(
    clients.lambda,
    stage,
    { call: "find", customerId },
    CustomerFound,
  );
  const { orderIds, places } = found;
  const paymentWaits = await paymentWaitsOf(clients.dynamodb, places.paymentWaits, orderIds);
  const isWanted = namesCustomer(customerId, orderIds);
  const remove = removeDeadLetters && found.underWay.length === 0;
  const looked = await Promise.all(
    places.deadLetters.map(async ({ name, url }) => {
      const messages = await lookThroughQueue(clients.sqs, url, { isWanted, remove });
      return [name, messages] as const;
    }),
  );
  const deadLetters = Object.fromEntries(looked.filter(([, messages]) => messages.length > 0));
  return { found, deadLetters, paymentWaits, kept: [...found.kept, ...keptWaits(paymentWaits)] };
}

/** DynamoDB removes what has expired within days: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
function keptWaits(waits: readonly FoundWait[]): readonly KeptPlace[] {
  if (waits.length === 0) return [];
  return [
    {
      place: "waits for the payments provider",
      what: "the orders' ids, which lead to nobody then, and the provider's names of its events",
      until:
        waits
          .map(({ expiresAt }) => expiresAt)
          .toSorted()
          .at(-1) ?? null,
      why: "a late event of the provider is known by them; DynamoDB removes them some days after they expire",
    },
  ];
}
