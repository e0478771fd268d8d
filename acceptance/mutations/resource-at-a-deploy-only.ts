import type { Mutation } from "../src/mutations/mutation.ts";

export const resourceAtADeployOnly: Mutation = {
  meaning: "a queue is made at a deploy, and neither the stage nor a gate knows of it",
  caughtBy: [
    {
      command: "deploy --stage dev",
      says: /resources: dev: aws:sqs\/queue:Queue SuddenQueue: is registered at a deploy, but the Plan does not have it/,
    },
  ],
  edits: [
    {
      file: "infra/orders-queue.ts",
      find: "export const toOrdersQueue",
      replace:
        'if (process.env.PULUMI_HOME) new sst.aws.Queue("Sudden");\nexport const toOrdersQueue',
    },
  ],
};
