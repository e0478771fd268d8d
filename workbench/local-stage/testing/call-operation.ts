import type { Call, Operation } from "../src/common/operation.ts";

/** The output of any operation, loosely typed. */
// biome-ignore lint/suspicious/noExplicitAny: each test reads the fields of the operation that it calls
export type Answer = any;

export const testCall: Call = {
  caller: { kind: "role", roleArn: "arn:aws:iam::123456789012:role/sender", functionName: "api" },
  requestId: "request-1",
  signal: new AbortController().signal,
};

/** Calls an operation as the endpoint does after its checks. */
export async function callOperation(
  operations: Readonly<Record<string, Operation>>,
  name: string,
  input: object,
  changes: Partial<Call> = {},
): Promise<Answer> {
  const operation = operations[name];
  if (operation === undefined) throw new Error(`no operation ${name}`);
  operation.permissions(input);
  return operation.run(input, { ...testCall, ...changes });
}
