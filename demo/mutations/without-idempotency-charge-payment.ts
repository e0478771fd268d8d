import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const withoutIdempotencyChargePayment: Mutation = {
  meaning: "a task that runs twice charges twice",
  caughtBy: [
    { command: "chaos --orders 200 --seed 4 --pauses 1", says: /the provider charged \d+, but/ },
  ],
  edits: [
    {
      file: "services/order-workflow/src/charge-payment.ts",
      find: 'import {…} from "@stagecraft/contracts/order-workflow";',
      addAfter: `
import { randomBytes } from "node:crypto";
import { mint } from "@stagecraft/contracts/ids";`,
    },
    {
      file: "services/order-workflow/src/charge-payment.ts",
      find: "chargeIdOf(orderId)",
      replace: 'chargeIdOf(mint("ord", now().getTime(), randomBytes))',
    },
    {
      file: "services/order-workflow/src/charge-payment.ts",
      find: "provider.charge(orderId",
      replace: "provider.charge(reference",
    },
  ],
};
