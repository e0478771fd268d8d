import { canPutRecords } from "./capability.ts";

/** Every change of an order, in the order's own sequence. */
export const orderStream = new sst.aws.KinesisStream("OrderChanges", {
  transform: {
    stream: {
      streamModeDetails: { streamMode: "PROVISIONED" },
      shardCount: 2,
      retentionPeriod: 24,
      encryptionType: "KMS",
      kmsKeyId: "alias/aws/kinesis",
    },
  },
});

export const toOrderStream = canPutRecords("OrdersStream", orderStream);
