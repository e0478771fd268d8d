import { orderChanges } from "../packages/contracts/src/contracts/order-changes.ts";
import { canPutRecords } from "./capability.ts";

const hour = 60 * 60;

/** Every change of an order, in the order's own sequence. */
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

export const toOrderStream = canPutRecords("OrdersStream", orderStream);
