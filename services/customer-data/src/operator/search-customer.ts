import { CustomerFound, type RetainedData } from "@stagecraft/contracts/customer-data";
import { callFunction } from "./call-function.ts";
import { type FoundWait, findPaymentWaits } from "./find-payment-waits.ts";
import { namesCustomer } from "./names-customer.ts";
import type { OperatorClients } from "./operator-clients.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { type FoundMessage, searchQueue } from "./search-queue.ts";

/** A customer's data in all locations that can be searched. */
export type CustomerSearch = {
  readonly found: CustomerFound;
  /** By the queue's name in the program; queues without any are left out. */
  readonly deadLetters: { readonly [queue: string]: readonly FoundMessage[] };
  readonly paymentWaits: readonly FoundWait[];
  readonly retained: readonly RetainedData[];
};

/** Searches all locations. With `deleteDeadLetters` deletes the dead-letter messages that name the customer, and nothing else. */
export async function searchCustomer(
  clients: OperatorClients,
  { customerId, stage }: OperatorOptions,
  { deleteDeadLetters }: { readonly deleteDeadLetters: boolean },
): Promise<CustomerSearch> {
  const found = await callFunction(
    clients.lambda,
    stage,
    { call: "find", customerId },
    CustomerFound,
  );
  const { orderIds, locations } = found;
  const paymentWaits = await findPaymentWaits(clients.dynamodb, locations.paymentWaits, orderIds);
  const matches = namesCustomer(customerId, orderIds);
  const deleteMatches = deleteDeadLetters && found.underWay.length === 0;
  const searched = await Promise.all(
    locations.deadLetters.map(async ({ name, url }) => {
      const messages = await searchQueue(clients.sqs, url, { matches, deleteMatches });
      return [name, messages] as const;
    }),
  );
  const deadLetters = Object.fromEntries(searched.filter(([, messages]) => messages.length > 0));
  const retained = [...found.retained, ...retainedWaits(paymentWaits)];
  return { found, deadLetters, paymentWaits, retained };
}

/** DynamoDB deletes expired items within days: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html */
function retainedWaits(waits: readonly FoundWait[]): readonly RetainedData[] {
  if (waits.length === 0) return [];
  return [
    {
      location: "payment waits",
      what: "order ids, which no longer lead to the customer, and event ids of the provider",
      until:
        waits
          .map(({ expiresAt }) => expiresAt)
          .toSorted()
          .at(-1) ?? null,
      why: "they identify late events of the provider; DynamoDB deletes them some days after they expire",
    },
  ];
}
