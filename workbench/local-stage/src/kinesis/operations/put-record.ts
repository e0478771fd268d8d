import type { Operation } from "../../common/operation.ts";
import { readString } from "../../endpoint/read-fields.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { invalidArgument, throughputExceeded } from "../kinesis-error.ts";
import { readRecord } from "../read-record.ts";
import { parseSequenceNumber } from "../sequence-number.ts";
import { storeRecords } from "../store-records.ts";
import { encryptionOf } from "../stream-description.ts";
import { streamOperation } from "../stream-operation.ts";

export function putRecord(context: KinesisContext): Operation {
  return streamOperation(context, "PutRecord", (stream, fields) => {
    const record = readRecord(stream, fields);
    const previous = readString(fields, "SequenceNumberForOrdering");
    // Sequence numbers always grow: it only has to be valid.
    if (previous !== undefined && parseSequenceNumber(previous) === undefined) {
      throw invalidArgument(`SequenceNumberForOrdering ${previous} is not a sequence number.`);
    }
    const [outcome] = storeRecords(context, stream, [record]);
    if (outcome?.kind !== "stored") throw throughputExceeded(outcome?.message ?? "");
    const { ShardId, SequenceNumber } = outcome;
    return { ShardId, SequenceNumber, ...encryptionOf(stream) };
  });
}
