import { orderChanges } from "../packages/contracts/src/contracts/order-changes.ts";
import { canPutRecords } from "./capability.ts";

const hour = 60 * 60;

/** Every change of every order; the changes of one order stay in sequence. */
export const orderStream = new sst.aws.KinesisStream("OrderChanges", {
  transform: {
    stream: {
      streamModeDetails: { streamMode: "PROVISIONED" },
      shardCount: 2,
      retentionPeriod: orderChanges.via.retentionSeconds / hour,
      encryptionType: "KMS",
      kmsKeyId: "alias/aws/kinesis",
    },
  },
});

export const canPutOrderChanges = canPutRecords(orderStream, "OrdersStream");
