import type { Mutation } from "../src/mutations/mutation.ts";

export const secondQueueGranted: Mutation = {
  meaning: "a function may receive messages from a queue that it never reads",
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
      addAfter: 'import { cancellationsQueue } from "./order-cancellations.ts";',
    },
    {
      file: "infra/order-pipeline.ts",
      find: "canConsumeQueue(ordersQueue)",
      addAfter: ", canConsumeQueue(cancellationsQueue)",
    },
  ],
};
