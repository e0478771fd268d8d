import { quotas } from "@stagecraft/plan/quotas";
import type { Operation } from "../../common/operation.ts";
import { readFields } from "../../endpoint/read-fields.ts";
import { wrongType } from "../../endpoint/wrong-type.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { constraintViolated, invalidArgument } from "../kinesis-error.ts";
import { readRecord } from "../read-record.ts";
import { storeRecords } from "../store-records.ts";
import { encryptionOf } from "../stream-description.ts";
import { streamOperation } from "../stream-operation.ts";

const maximumRecords = quotas.kinesis.putRecords.value;
const maximumBytes = quotas.kinesis.putBytes.value;

export function putRecords(context: KinesisContext): Operation {
  return streamOperation(context, "PutRecords", (stream, fields) => {
    const given = fields.Records ?? [];
    if (!Array.isArray(given)) throw wrongType("Records", "a list");
    if (given.length === 0 || given.length > maximumRecords) {
      throw constraintViolated(
        "records",
        `[${given.length} records]`,
        given.length === 0
          ? "Member must have length greater than or equal to 1"
          : `Member must have length less than or equal to ${maximumRecords}`,
      );
    }
    const records = given.map((entry, index) =>
      readRecord(stream, readFields(entry, `Records[${index}]`), `records.${index + 1}.member.`),
    );
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
    if (bytes > maximumBytes) {
      throw invalidArgument(
        `Records size exceeds ${maximumBytes / 1_048_576} MB limit: the request has ${bytes} bytes.`,
      );
    }
    const outcomes = storeRecords(context, stream, records);
    return {
      FailedRecordCount: outcomes.filter(({ kind }) => kind === "throttled").length,
      Records: outcomes.map((outcome) =>
        outcome.kind === "stored"
          ? { SequenceNumber: outcome.SequenceNumber, ShardId: outcome.ShardId }
          : {
              ErrorCode: "ProvisionedThroughputExceededException",
              ErrorMessage: outcome.message,
            },
      ),
      ...encryptionOf(stream),
    };
  });
}
