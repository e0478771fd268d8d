import { orderChanges } from "../packages/contracts/src/contracts/order-changes.ts";
import { seconds } from "../packages/contracts/src/seconds.ts";
import { streamAlarms } from "./alarms/stream-alarms.ts";
import { canPutRecords } from "./capability.ts";
import { stage } from "./stages.ts";

const { mode, shards } = stage.orderStream;

/** Every change of every order; the changes of one order stay in sequence. */
export const orderStream = new sst.aws.KinesisStream("OrderChanges", {
  transform: {
    stream: {
      streamModeDetails: { streamMode: mode },
      // An on-demand stream has as many as it needs, at first four.
      ...(mode === "PROVISIONED" ? { shardCount: shards } : {}),
      retentionPeriod: orderChanges.via.retentionSeconds / seconds.hour,
      encryptionType: "KMS",
      kmsKeyId: "alias/aws/kinesis",
    },
  },
});

streamAlarms("OrderChanges", orderStream, orderChanges);

export const canPutOrderChanges = canPutRecords(orderStream, "OrdersStream");
