import type { Mutation } from "../src/mutations/mutation.ts";

export const eventUndeclared: Mutation = {
  meaning: "an event is published without a contract",
  caughtBy: [
    {
      command: "gate contracts",
      says: /undeclared-event\s+OrdersApi\s+It publishes order.cancel-withdrawn\/1 .services\/orders-api\/src\/tell-workflow.ts/,
    },
  ],
  edits: [
    {
      file: "services/orders-api/src/tell-workflow.ts",
      find: "await cancellations.send(event);",
      addAfter: `
    await cancellations.send({
      ...event,
      type: "order.cancel-withdrawn",
      dataschema: "https://stagecraft.dev/schemas/order.cancel-withdrawn/1",
    } as never);`,
    },
  ],
};
