import { databaseAndAccount } from "./conditions/database-and-account.ts";
import { accountUse, entrances } from "./conditions/entrances.ts";
import { everyFunction } from "./conditions/every-function.ts";
import { orders } from "./conditions/orders.ts";
import { queuesAndDeadLetters } from "./conditions/queues-and-dead-letters.ts";
import type { Drill } from "./drill.ts";

/** Every drill, in the order in which they run. */
export const drills: readonly Drill[] = [
  ...entrances,
  ...orders,
  ...databaseAndAccount,
  ...everyFunction,
  ...queuesAndDeadLetters,
  ...accountUse,
];
