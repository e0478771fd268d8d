import type { Mutation } from "../src/mutations/mutation.ts";

export const eventUndeclared: Mutation = {
  meaning: "an event is published without a contract",
  caughtBy: [
    {
      command: "gate contracts",
      says: /undeclared-event\s+OrdersApi\s+It publishes order.cancel-withdrawn\/1 .services\/orders-api\/src\/send-cancellation.ts/,
    },
  ],
  edits: [
    {
      file: "services/orders-api/src/send-cancellation.ts",
      find: "await dependencies.sendCancellation(event);",
      addAfter: `
    await dependencies.sendCancellation({
      ...event,
      type: "order.cancel-withdrawn",
      dataschema: "https://stagecraft.dev/schemas/order.cancel-withdrawn/1",
    } as never);`,
    },
  ],
};
