import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const memoryUsedUp: Mutation = {
  meaning: "a function needs more memory than it has",
  caughtBy: [{ command: "run --orders 3", says: /OrderPipeline ended with Runtime.OutOfMemory/ }],
  edits: [
    {
      file: "services/order-pipeline/src/create-pipeline.ts",
      find: "const workflow = orderWorkflow(…);",
      addAfter: "const kept: Buffer[] = [];",
    },
    {
      file: "services/order-pipeline/src/create-pipeline.ts",
      find: "handleEach: ({ value }) => startWorkflow(…),",
      replace: `
  handleEach: ({ value }) => {
    kept.push(Buffer.alloc(700 * 1024 * 1024, 1));
    return startWorkflow(value, { workflow, metrics });
  },`,
    },
  ],
};
