import { kinesisPutUnits } from "@stagecraft/cost/units/request-units";
import type { Operation } from "../common/operation.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import type { Meter } from "./meter.ts";
import { meterCalls } from "./meter-calls.ts";

/**
 * Kinesis whose put units are counted: each record is at least one, also in a batch. Reads of a provisioned stream are free.
 * @see https://aws.amazon.com/kinesis/data-streams/pricing/
 */
export function meterKinesis(
  operations: { readonly [name: string]: Operation },
  meter: Meter,
): { readonly [name: string]: Operation } {
  return meterCalls(operations, meter, "kinesis-put-units", ({ operation, input, output }) => {
    if (operation === "PutRecord") return recordUnits(input);
    if (operation !== "PutRecords" || !Array.isArray(input.Records)) return 0;
    const outcomes = Array.isArray(output.Records) ? (output.Records as Fields[]) : [];
    return (input.Records as Fields[])
      .filter((_record, index) => outcomes[index]?.ErrorCode === undefined)
      .reduce((sum, record) => sum + recordUnits(record), 0);
  });
}

function recordUnits({ Data }: Fields): number {
  return kinesisPutUnits(Buffer.from(String(Data ?? ""), "base64").length);
}
