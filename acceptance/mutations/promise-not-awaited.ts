import type { Mutation } from "../src/mutations/mutation.ts";

export const promiseNotAwaited: Mutation = {
  meaning: "work continues after the response, when the environment is frozen",
  caughtBy: [
    {
      command: "test --project unit services/order-pipeline/src/start-workflow.test.ts",
      says: /FAIL.*start-workflow.test.ts/,
    },
  ],
  edits: [
    {
      file: "services/order-pipeline/src/start-workflow.ts",
      find: `
      const { isFirst } = await workflow.start(…);
      if (isFirst) metrics.add("WorkflowStarted");`,
      replace: `
      workflow.start({ orderId, version }).then(() => metrics.add("WorkflowStarted"));
      const isFirst = true;`,
    },
  ],
};
