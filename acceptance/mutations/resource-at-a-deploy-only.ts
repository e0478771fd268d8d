import type { Mutation } from "../src/mutations/mutation.ts";

export const resourceAtADeployOnly: Mutation = {
  meaning: "a queue is only created in a deploy, so neither the local stage nor a gate sees it",
  caughtBy: [
    {
      command: "deploy --stage dev",
      says: /resources: dev: aws:sqs\/queue:Queue SuddenQueue: is registered at a deploy, but the Plan does not have it/,
    },
  ],
  edits: [
    {
      file: "infra/order-pipeline.ts",
      find: "export const canSendOrders",
      replace:
        'if (process.env.PULUMI_HOME) new sst.aws.Queue("Sudden");\nexport const canSendOrders',
    },
  ],
};
