import type { Operation } from "../common/operation.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";
import { requireArn } from "./read-request.ts";

/** An operation on the resource that one field names, with one permission on it. */
export function arnOperation(
  action: string,
  field: "stateMachineArn" | "executionArn",
  run: (arn: string, fields: Fields) => unknown,
): Operation {
  const kind = field === "stateMachineArn" ? "stateMachine" : "execution";
  const arnOf = (input: unknown) => requireArn(readFields(input), field, kind);
  return {
    permissions: (input) => [{ action, resource: arnOf(input) }],
    run: (input) => run(arnOf(input), readFields(input)),
  };
}
