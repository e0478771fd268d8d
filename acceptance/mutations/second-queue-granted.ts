import type { Mutation } from "../src/mutations/mutation.ts";

export const secondQueueGranted: Mutation = {
  meaning: "a function may take messages of a queue that it does not read",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/wider-than-used\s+OrderPipeline\s+sqs:ReceiveMessage is also granted on arn:aws:sqs:\S+-Cancellations\S+, and was never used there/,
    },
  ],
  edits: [
    {
      file: "infra/order-pipeline.ts",
      find: 'import {…} from "./capability.ts";',
      addAfter: 'import { cancellationsQueue } from "./cancellations-queue.ts";',
    },
    {
      file: "infra/order-pipeline.ts",
      find: "canConsume(ordersQueue)",
      addAfter: ", canConsume(cancellationsQueue)",
    },
  ],
};
