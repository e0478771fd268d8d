import { quotas } from "@stagecraft/plan/quotas";
import { StateError } from "./failure.ts";

/** Bytes of a state's input, result, output or variables. */
const maximumDataBytes = quotas.stepFunctions.dataBytes.value;

export function exceedsLimit(text: string): boolean {
  // A UTF-16 unit has at most three bytes, so that short strings need no measuring.
  return text.length * 3 > maximumDataBytes && Buffer.byteLength(text) > maximumDataBytes;
}

export function dataLimitExceeded(what: string): StateError {
  return new StateError(
    "States.DataLimitExceeded",
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
