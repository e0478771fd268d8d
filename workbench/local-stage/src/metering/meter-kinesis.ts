import { kinesisPutUnits, kinesisWrittenKb } from "@stagecraft/cost/units/request-units";
import type { Operation } from "../common/operation.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import type { Meter } from "./meter.ts";
import { type AnsweredCall, meterCalls } from "./meter-calls.ts";

/**
 * Kinesis whose records are counted as a provisioned stream bills them, and as an on-demand stream does: each record by itself, also in
 * a batch. Reads of a provisioned stream are free.
 * @see https://aws.amazon.com/kinesis/data-streams/pricing/
 */
export function meterKinesis(
  operations: { readonly [name: string]: Operation },
  meter: Meter,
): { readonly [name: string]: Operation } {
  const withPutUnits = meterCalls(operations, meter, "kinesis-put-units", (call) =>
    sumOfRecords(call, kinesisPutUnits),
  );
  return meterCalls(withPutUnits, meter, "kinesis-written-kb", (call) =>
    sumOfRecords(call, kinesisWrittenKb),
  );
}

function sumOfRecords(
  { operation, input, output }: AnsweredCall,
  unitsOf: (bytes: number) => number,
): number {
  const units = ({ Data }: Fields) => unitsOf(Buffer.from(String(Data ?? ""), "base64").length);
  if (operation === "PutRecord") return units(input);
  if (operation !== "PutRecords" || !Array.isArray(input.Records)) return 0;
  const outcomes = Array.isArray(output.Records) ? (output.Records as Fields[]) : [];
  return (input.Records as Fields[])
    .filter((_record, index) => outcomes[index]?.ErrorCode === undefined)
    .reduce((sum, record) => sum + units(record), 0);
}
