import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const memoryUsedUp: Mutation = {
  meaning: "a function needs more memory than it has",
  caughtBy: [{ command: "run --orders 3", says: /OrderPipeline ended with Runtime.OutOfMemory/ }],
  edits: [
    {
      file: "services/order-pipeline/src/handler.ts",
      find: "const workflow = orderWorkflow(…);",
      addAfter: "const kept: Buffer[] = [];",
    },
    {
      file: "services/order-pipeline/src/handler.ts",
      find: "handle: (items) => startWorkflows(…),",
      replace: `
  handle: (items) => {
    kept.push(Buffer.alloc(700 * 1024 * 1024, 1));
    return startWorkflows(items, { workflow, metrics });
  },`,
    },
  ],
};
